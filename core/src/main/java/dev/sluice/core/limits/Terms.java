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
 */
public record Terms(Duration openTimeout, Duration retention, Duration leaseCheck) {

  private static final Duration LONGEST = Duration.ofDays(3650);

  /** A day for what is missing, a month for what is done, five seconds for a look. */
  public static final Terms DEFAULT =
      new Terms(Duration.ofDays(1), Duration.ofDays(30), Duration.ofSeconds(5));

  public Terms {
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

  private static long micros(Duration duration) {
    return TimeUnit.MILLISECONDS.toMicros(
        duration.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : duration.toMillis());
  }
}
