package dev.sluice.scheduler.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The rows that were read or written last, in a bounded part of the heap: the tasks of a layer are
 * asked for again by each task of the next one, and a lookup in the store costs as much as the
 * decision.
 */
final class RecentRows {

  private static final int AROUND_A_ROW = 120;

  private final long mostBytes;
  private final int largestRow;
  private final Map<Bytes, byte[]> rows = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param mostBytes of all rows, with what is around them
   * @param largestRow a larger one would drive out too many others
   */
  RecentRows(long mostBytes, int largestRow) {
    this.mostBytes = mostBytes;
    this.largestRow = largestRow;
  }

  byte @Nullable [] find(Bytes key) {
    return rows.get(key);
  }

  /** This is the row now; null: there is none any more. A large one is not kept. */
  void put(Bytes key, byte @Nullable [] row) {
    boolean kept = row != null && row.length <= largestRow;
    byte[] before = kept ? rows.put(key, row) : rows.remove(key);
    if (before != null) {
      bytes -= size(key, before);
    }
    if (kept) {
      bytes += size(key, row);
      dropOldest();
    }
  }

  private void dropOldest() {
    var oldest = rows.entrySet().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      Map.Entry<Bytes, byte[]> row = oldest.next();
      bytes -= size(row.getKey(), row.getValue());
      oldest.remove();
    }
  }

  void forget() {
    rows.clear();
    bytes = 0;
  }

  private static long size(Bytes key, byte[] row) {
    return (long) AROUND_A_ROW + key.get().length + row.length;
  }
}
