package dev.sluice.scheduler.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Rows in memory in the place of those on disk, and how often they were asked for and written. */
public final class CountingRows implements KeyValueStore<Bytes, byte[]> {

  private final TreeMap<Bytes, byte[]> rows = new TreeMap<>();
  private final Map<Character, Long> writesByTable = new TreeMap<>();
  private final LedgerStore store = new LedgerStore(this);
  private long gets;
  private long scans;
  private byte[] lastScanFrom;
  private long bytesWritten;

  /** The store above these rows. */
  public LedgerStore store() {
    return store;
  }

  /** Single rows that were asked for. */
  long gets() {
    return gets;
  }

  long scans() {
    return scans;
  }

  /** Where the last scan began: what lies before it costs nothing, on disk too. */
  byte[] lastScanFrom() {
    return lastScanFrom;
  }

  /** Rows that were written or deleted in a table, by its letter. */
  long writes(char table) {
    return writesByTable.getOrDefault(table, 0L);
  }

  /** Rows that were written or deleted. */
  long writes() {
    return writesByTable.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Bytes of keys and values that were written. */
  long bytesWritten() {
    return bytesWritten;
  }

  /** A row as a restoration writes it: past the store above. */
  void restore(byte[] key, byte[] value) {
    rows.put(Bytes.wrap(key), value);
  }

  @Override
  public byte[] get(Bytes key) {
    gets++;
    return rows.get(key);
  }

  @Override
  public void put(Bytes key, byte[] value) {
    writesByTable.merge((char) key.get()[0], 1L, Long::sum);
    bytesWritten += key.get().length + (value == null ? 0 : value.length);
    if (value == null) {
      rows.remove(key);
    } else {
      rows.put(key, value);
    }
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    scans++;
    lastScanFrom = from.get();
    var found = rows.subMap(from, true, to, true).entrySet().iterator();
    return new KeyValueIterator<>() {
      @Override
      public boolean hasNext() {
        return found.hasNext();
      }

      @Override
      public KeyValue<Bytes, byte[]> next() {
        var row = found.next();
        return KeyValue.pair(row.getKey(), row.getValue());
      }

      @Override
      public Bytes peekNextKey() {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] delete(Bytes key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long approximateNumEntries() {
    return rows.size();
  }

  @Override
  public String name() {
    return "rows";
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {}

  @Override
  public void close() {}

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }
}
