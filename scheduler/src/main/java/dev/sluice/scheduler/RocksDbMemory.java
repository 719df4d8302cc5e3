package dev.sluice.scheduler;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** The memory that all state stores of a process share. Closed after them. */
final class RocksDbMemory implements AutoCloseable {

  static {
    RocksDB.loadLibrary();
  }

  private final Cache blocks;
  private final WriteBufferManager writeBuffers;

  /**
   * @param bytes of blocks and write buffers together; write buffers take up to a half of it
   */
  RocksDbMemory(long bytes) {
    blocks = new LRUCache(bytes);
    writeBuffers = new WriteBufferManager(bytes / 2, blocks);
  }

  Cache blocks() {
    return blocks;
  }

  WriteBufferManager writeBuffers() {
    return writeBuffers;
  }

  @Override
  public void close() {
    writeBuffers.close();
    blocks.close();
  }
}
