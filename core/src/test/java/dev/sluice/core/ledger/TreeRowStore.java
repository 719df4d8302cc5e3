package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.BatchRows;
import dev.sluice.core.ledger.row.RowKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows in memory, sorted as in the real store. */
final class TreeRowStore implements RowStore {

  private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
  private long reads;

  @Override
  public byte @Nullable [] get(byte[] key) {
    reads++;
    return rows.get(key);
  }

  @Override
  public void scan(byte[] from, byte[] to, Visitor visitor) {
    if (Arrays.compareUnsigned(from, to) >= 0) {
      return;
    }
    for (Map.Entry<byte[], byte[]> row : rows.subMap(from, to).entrySet()) {
      reads++;
      if (!visitor.visit(row.getKey(), row.getValue())) {
        return;
      }
    }
  }

  @Nullable BatchRow header(String batchId) {
    byte[] row = get(RowKeys.batch(batchId));
    return row == null ? null : BatchRows.readBatch(row);
  }

  void apply(RowWrite write) {
    if (write.value() == null) {
      rows.remove(write.key());
    } else {
      rows.put(write.key(), write.value());
    }
  }

  /** Rows read so far. */
  long reads() {
    return reads;
  }

  int size() {
    return rows.size();
  }

  List<byte[]> keys() {
    return List.copyOf(rows.keySet());
  }
}
