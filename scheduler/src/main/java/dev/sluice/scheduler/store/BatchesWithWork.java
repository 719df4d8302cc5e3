package dev.sluice.scheduler.store;

import dev.sluice.core.ledger.RowStore;
import dev.sluice.core.ledger.row.RowKeys;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one partition that have work left over, in the order in which they have their
 * turn. After a start their marks are read once; from then on they tell of themselves, because a
 * scan would walk over the traces of all marks that are gone.
 */
public final class BatchesWithWork {

  private static final int MARKS_AT_A_TIME = 1000;

  private final RowStore rows;
  private final int most;
  private final LinkedHashSet<String> line = new LinkedHashSet<>();

  /** Where marks of batches begin that are not in line yet; null: there are none. */
  private byte @Nullable [] unread = RowKeys.first('M');

  /**
   * @param most batches that are kept in line; others are found by their marks later
   */
  BatchesWithWork(RowStore rows, int most) {
    this.rows = rows;
    this.most = most;
  }

  /** This batch has work left over: it stands in line. */
  public void add(String batchId) {
    if (line.size() < most) {
      line.add(batchId);
    } else if (!line.contains(batchId)) {
      unread = RowKeys.first('M');
    }
  }

  /** How many are in line now. */
  public int size() {
    if (line.isEmpty()) {
      readMarks();
    }
    return line.size();
  }

  /** Whether nobody is in line, and no mark is left that was not read. */
  public boolean isEmpty() {
    return line.isEmpty() && unread == null;
  }

  /** The first in line, which leaves it; to be asked for only as often as {@link #size} says. */
  public String next() {
    return line.removeFirst();
  }

  private void readMarks() {
    byte[] from = unread;
    if (from == null) {
      return;
    }
    unread = null;
    rows.scan(
        from,
        RowKeys.afterTable('M'),
        (key, value) -> {
          if (line.size() == MARKS_AT_A_TIME) {
            unread = key;
            return false;
          }
          line.add(RowKeys.onlyPart(key));
          return true;
        });
  }

  /** Nothing is known any more. */
  void forget() {
    line.clear();
    unread = RowKeys.first('M');
  }
}
