package dev.sluice.worker.execution;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * When tasks that are handed back are to come again: one after the other, as their type lets them
 * begin, so that they neither come in vain nor leave it idle. Guarded by the slots' lock.
 */
final class Comeback {

  static final long SOONEST_NANOS = TimeUnit.SECONDS.toNanos(1);
  static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final double JITTER = 0.2;

  private final DoubleSupplier random;
  private long line = Long.MIN_VALUE; // when the last one comes again

  /**
   * @param random 0 to 1
   */
  Comeback(DoubleSupplier random) {
    this.random = random;
  }

  /**
   * For the next one.
   *
   * @param opensIn nanoseconds until any may begin
   * @param interval nanoseconds between two that begin
   */
  Duration next(long now, long opensIn, long interval) {
    long first = now + opensIn + SOONEST_NANOS;
    long latest = now + Math.max(opensIn, 0) + LATEST_NANOS;
    line = line < first ? first : Math.min(latest, line + interval);
    long in = line - now;
    return Duration.ofNanos(in + (long) (in * JITTER * random.getAsDouble()));
  }
}
