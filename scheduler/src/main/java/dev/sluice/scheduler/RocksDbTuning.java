package dev.sluice.scheduler;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;

/**
 * Sets the state stores up: one bounded memory for all, bloom filters because most reads ask for a
 * row that is not there, small write buffers because there is a store per partition. Made by Kafka
 * Streams through its class name.
 */
public final class RocksDbTuning implements RocksDBConfigSetter {

  /** The property under which the shared memory travels to here. */
  static final String MEMORY = "sluice.internal.rocksdb.memory";

  private static final double BLOOM_BITS = 10;
  private static final double MEMTABLE_BLOOM_PART = 0.05;
  private static final long WRITE_BUFFER_BYTES = 8L * 1024 * 1024;
  private static final int WRITE_BUFFERS = 3;

  private final BloomFilter filter = new BloomFilter(BLOOM_BITS);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      table.setFilterPolicy(filter);
      if (configs.get(MEMORY) instanceof RocksDbMemory memory) {
        table.setBlockCache(memory.blocks());
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinL0FilterAndIndexBlocksInCache(true);
        options.setWriteBufferManager(memory.writeBuffers());
      }
      options.setTableFormatConfig(table);
    }
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_PART);
    options.setMemtableWholeKeyFiltering(true);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  @Override
  public void close(String storeName, Options options) {
    filter.close();
  }
}
