package dev.sluice.core.simulation;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.RowStore;
import dev.sluice.core.ledger.RowWrite;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.BatchRows;
import dev.sluice.core.ledger.row.RowKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one partition and their changelog. Only what was committed is in the changelog for
 * good: whoever begins anew has that and nothing else.
 */
final class Rows implements RowStore {

  private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
  private final List<RowWrite> changelog = new ArrayList<>();
  private int committed;

  @Override
  public byte @Nullable [] get(byte[] key) {
    return rows.get(key);
  }

  @Override
  public void scan(byte[] from, byte[] to, Visitor visitor) {
    if (Arrays.compareUnsigned(from, to) >= 0) {
      return;
    }
    for (Map.Entry<byte[], byte[]> row : rows.subMap(from, to).entrySet()) {
      if (!visitor.visit(row.getKey(), row.getValue())) {
        return;
      }
    }
  }

  LedgerView view() {
    return view(key -> null);
  }

  /** Like the other one, with a results cache. */
  LedgerView view(Function<String, @Nullable CachedOutput> cache) {
    return LedgerView.of(this, this::header, cache);
  }

  @Nullable BatchRow header(String batchId) {
    byte[] row = get(RowKeys.batch(batchId));
    return row == null ? null : BatchRows.readBatch(row);
  }

  void write(RowWrite write) {
    changelog.add(write);
    apply(write);
  }

  private void apply(RowWrite write) {
    if (write.value() == null) {
      rows.remove(write.key());
    } else {
      rows.put(write.key(), write.value());
    }
  }

  void commit() {
    committed = changelog.size();
  }

  /** Only the last row of each key is left in the changelog, as log compaction would have it. */
  void compactChangelog() {
    truncate();
    replay();
    changelog.clear();
    rows.forEach((key, value) -> changelog.add(new RowWrite(key, value)));
    commit();
  }

  /** Begins anew with what the changelog says. */
  void restore() {
    truncate();
    replay();
  }

  private void truncate() {
    changelog.subList(committed, changelog.size()).clear();
  }

  private void replay() {
    rows.clear();
    changelog.forEach(this::apply);
  }

  /** Whether the same rows are here and there. */
  boolean sameAs(Rows other) {
    if (rows.size() != other.rows.size()) {
      return false;
    }
    for (Map.Entry<byte[], byte[]> row : rows.entrySet()) {
      byte[] there = other.get(row.getKey());
      if (there == null || !Arrays.equals(row.getValue(), there)) {
        return false;
      }
    }
    return true;
  }

  int size() {
    return rows.size();
  }
}
