package dev.sluice.core.retry;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when a failed attempt is repeated.
 *
 * @param policy how the delay grows; {@link Policy#NONE} never repeats
 * @param maxRetries attempts after the first, 0 to 1,000
 * @param delay wait before the first retry, not negative
 * @param multiplier growth per retry with {@link Policy#EXPONENTIAL}, at least 1
 * @param maxDelay no wait is longer
 * @param jitter part of the delay that is random, 0 to 1
 * @param retryOnTimeout whether an attempt that ran out of time is repeated too
 */
public record RetryPlan(
    Policy policy,
    int maxRetries,
    Duration delay,
    double multiplier,
    Duration maxDelay,
    double jitter,
    boolean retryOnTimeout) {

  /** How the delay grows from retry to retry. */
  public enum Policy {
    NONE,
    FIXED,
    LINEAR,
    EXPONENTIAL
  }

  /** One attempt, no retry. */
  public static final RetryPlan NONE =
      new RetryPlan(Policy.NONE, 0, Duration.ofSeconds(1), 2.0, Duration.ofMinutes(1), 0.0, false);

  public RetryPlan {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(delay, "delay");
    Objects.requireNonNull(maxDelay, "maxDelay");
    String flaw = flaw(maxRetries, delay, multiplier, maxDelay, jitter);
    if (flaw != null) {
      throw new IllegalArgumentException(flaw);
    }
  }

  /**
   * Why there can be no plan of these numbers, with the range that one is out of. Null: there can.
   */
  public static @Nullable String flaw(
      int maxRetries, Duration delay, double multiplier, Duration maxDelay, double jitter) {
    if (maxRetries < 0 || maxRetries > 1000) {
      return outOf("maxRetries", "0 to 1000", maxRetries);
    }
    if (delay.isNegative()) {
      return outOf("delay", "not negative", delay);
    }
    if (maxDelay.isNegative()) {
      return outOf("maxDelay", "not negative", maxDelay);
    }
    if (!(multiplier >= 1.0 && multiplier <= 1000.0)) {
      return outOf("multiplier", "1 to 1000", multiplier);
    }
    return jitter >= 0.0 && jitter <= 1.0 ? null : outOf("jitter", "0 to 1", jitter);
  }

  private static String outOf(String field, String range, Object value) {
    return "retry." + field + " must be " + range + ", was " + value;
  }

  /** How many attempts may follow the first. */
  public int retries() {
    return policy == Policy.NONE ? 0 : maxRetries;
  }

  /**
   * How long to wait before a retry. Never longer than {@link #maxDelay}, never negative, whatever
   * the numbers: growth saturates. The random part of the delay ({@link #jitter}) only shortens it.
   *
   * @param retryNumber 1 for the first retry; smaller numbers count as 1
   * @param random where in the random part the delay falls, 0 (shortest) to 1 (longest)
   */
  public Duration delayBefore(int retryNumber, double random) {
    int retry = Math.max(1, retryNumber);
    double growth =
        switch (policy) {
          case NONE, FIXED -> 1.0;
          case LINEAR -> retry;
          case EXPONENTIAL -> Math.pow(multiplier, retry - 1.0);
        };
    double seconds = Math.min(seconds(delay) * growth, seconds(maxDelay));
    double position = Math.clamp(random, 0.0, 1.0);
    return ofSeconds(seconds * (1.0 - jitter + jitter * position));
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  private static Duration ofSeconds(double seconds) {
    long whole = (long) seconds;
    return Duration.ofSeconds(whole, Math.min(999_999_999L, Math.round((seconds - whole) * 1e9)));
  }
}
