package dev.sluice.scheduler.store;

import dev.sluice.core.ledger.RowStore;
import dev.sluice.core.ledger.Timer;
import dev.sluice.core.ledger.row.RowKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The timers of one partition. Remembers below which key there are none to fire: the rows of those
 * that fired are gone, but a scan walks over the traces that they leave on disk for a long time, a
 * million of them after a million retries. After a start one scan finds the place.
 *
 * <p>A key and not a time, because any number of timers may be due at the same moment.
 */
public final class DueTimers {

  private static final byte[] FIRST = RowKeys.first('D');

  private final RowStore rows;
  private byte[] floor = FIRST;

  DueTimers(RowStore rows) {
    this.rows = rows;
  }

  /**
   * Hands the timers that are due to a taker, earliest first, until it wants no more. What it took
   * does not come again before the next start, unless it is written again.
   *
   * @param now microseconds since the epoch
   * @param limit most timers
   * @param taker takes a timer, or says that it wants this one and those after it later
   * @return whether some that are due may be left
   */
  public boolean fire(long now, int limit, Predicate<Timer> taker) {
    byte[] end = RowKeys.timersFrom(now + 1);
    List<Timer> due = due(end, limit);
    boolean all = due.size() < limit;
    // Before they are taken, because what is written meanwhile may lower it again.
    floor = later(floor, all ? end : RowKeys.after(RowKeys.timer(due.getLast())));
    for (Timer timer : due) {
      if (!taker.test(timer)) {
        wrote(RowKeys.timer(timer));
        return true;
      }
    }
    return !all;
  }

  private List<Timer> due(byte[] end, int limit) {
    List<Timer> due = new ArrayList<>();
    rows.scan(
        floor,
        end,
        (key, value) -> {
          due.add(RowKeys.timer(key));
          return due.size() < limit;
        });
    return due;
  }

  /** There is a timer of this key. */
  void wrote(byte[] key) {
    if (Arrays.compareUnsigned(key, floor) < 0) {
      floor = key;
    }
  }

  /** Nothing is known any more. */
  void forget() {
    floor = FIRST;
  }

  private static byte[] later(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, other) < 0 ? other : one;
  }
}
