package dev.sluice.scheduler.ledger;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When to ask for a commit although more records are in hand: soon after a burst has begun, so that
 * idle workers need not wait for a whole commit interval for its first tasks, and then at ever
 * longer distances, until the interval takes over.
 */
final class BurstPace {

  private static final long QUIET_BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private final long longestNanos;
  private long lastRecordAt;
  private long askedAt;
  private long distance = Long.MAX_VALUE;

  /**
   * @param longest no asking at distances above this; zero = never
   */
  BurstPace(Duration longest, long now) {
    this.longestNanos = longest.toNanos();
    this.lastRecordAt = now - QUIET_BEFORE_NANOS - 1;
  }

  /** Whether a commit pays after a record. In nanoseconds. */
  boolean pays(long now) {
    if (now - lastRecordAt > QUIET_BEFORE_NANOS) {
      askedAt = now;
      distance = FIRST_NANOS;
    }
    lastRecordAt = now;
    if (distance > longestNanos || now - askedAt < distance) {
      return false;
    }
    askedAt = now;
    distance *= 2;
    return true;
  }
}
