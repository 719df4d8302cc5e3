package dev.sluice.scheduler.ledger;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When to ask for a commit although more records are in hand: soon after a burst has begun, so that
 * idle workers need not wait for a whole commit interval for its first tasks, and then at ever
 * longer distances, until the interval takes over.
 *
 * <p>A burst ends when the records in hand do. Distances are counted from the first record of a
 * transaction: a commit takes its time, and must neither look like the quiet before a burst nor be
 * asked for again at once.
 */
final class BurstPace {

  private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private final long longestNanos;
  private boolean ranDry = true;
  private long transaction = -1;
  private long begunAt;
  private long distance;

  /**
   * @param longest no asking at distances above this; zero = never
   */
  BurstPace(Duration longest) {
    this.longestNanos = longest.toNanos();
  }

  /**
   * Whether a commit pays after a record.
   *
   * @param now in nanoseconds
   * @param current number of the transaction that the record belongs to, not negative
   * @param more whether records are left in hand
   */
  boolean pays(long now, long current, boolean more) {
    if (current != transaction) {
      transaction = current;
      begunAt = now;
      distance = ranDry ? FIRST_NANOS : Math.min(2 * distance, longestNanos + 1);
    }
    ranDry = !more;
    return more && distance <= longestNanos && now - begunAt >= distance;
  }
}
