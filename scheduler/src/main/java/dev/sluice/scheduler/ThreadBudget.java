package dev.sluice.scheduler;

import java.time.Duration;

/**
 * How many stream threads may fail and be replaced.
 *
 * @param most within the window; one more stops the process
 */
public record ThreadBudget(int most, Duration window) {

  /** Ten in ten minutes: an outage of the brokers costs one per task timeout. */
  public static final ThreadBudget DEFAULT = new ThreadBudget(10, Duration.ofMinutes(10));

  public ThreadBudget {
    if (most < 0 || window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException(
          "most must not be negative and window positive, were " + most + " and " + window);
    }
  }
}
