package dev.sluice.core.limits;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long Sluice waits for what may never come, and keeps what may never be asked for.
 *
 * @param openTimeout a batch that is not complete is given up so long after the last that was heard
 *     of it, unless it says otherwise; zero = never
 * @param retention a batch is forgotten so long after its end; zero = never
 * @param leaseCheck how often to look whether the worker that answers for a task is still alive
 * @param cacheTtl the output of a task that uses the cache stands for others so long, unless the
 *     task says otherwise
 */
public record Terms(
    Duration openTimeout, Duration retention, Duration leaseCheck, Duration cacheTtl) {

  private static final Duration LONGEST = Duration.ofDays(3650);

  private static final Duration WEEK = Duration.ofDays(7);

  /**
   * A day for what is missing, a month for what is done, five seconds for a look, a week for the
   * cache.
   */
  public static final Terms DEFAULT =
      new Terms(Duration.ofDays(1), Duration.ofDays(30), Duration.ofSeconds(5));

  /** Like the other one, with a week for the cache. */
  public Terms(Duration openTimeout, Duration retention, Duration leaseCheck) {
    this(openTimeout, retention, leaseCheck, WEEK);
  }

  public Terms {
    if (cacheTtl.compareTo(Duration.ofMillis(1)) < 0
        || cacheTtl.compareTo(FieldLimits.LONGEST_CACHED) > 0) {
      throw new IllegalArgumentException("cacheTtl must be 1 ms to 30 days, was " + cacheTtl);
    }
    if (leaseCheck.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("leaseCheck must be 1 ms or more, was " + leaseCheck);
    }
    if (openTimeout.isNegative() || retention.isNegative()) {
      throw new IllegalArgumentException(
          "openTimeout and retention must not be negative, were "
              + openTimeout
              + " and "
              + retention);
    }
  }

  /** {@link #openTimeout} in microseconds, at most ten years. */
  public long openTimeoutMicros() {
    return micros(openTimeout);
  }

  /** {@link #retention} in microseconds, at most ten years. */
  public long retentionMicros() {
    return micros(retention);
  }

  /** {@link #leaseCheck} in microseconds. */
  public long leaseCheckMicros() {
    return micros(leaseCheck);
  }

  /** {@link #cacheTtl} in microseconds. */
  public long cacheTtlMicros() {
    return micros(cacheTtl);
  }

  private static long micros(Duration duration) {
    return TimeUnit.MILLISECONDS.toMicros(
        duration.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : duration.toMillis());
  }
}
