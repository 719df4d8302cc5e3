package dev.sluice.worker;

import java.time.Duration;

/**
 * Which retries a worker waits for itself, and when a task has cost too many workers.
 *
 * @param inlineLimit a retry that is due later than this is left to the scheduler; zero = every one
 * @param maxLost a task that was lost with so many workers is not run again, 1 to 8
 */
public record RetryTerms(Duration inlineLimit, int maxLost) {

  private static final int MOST_LOST = 8; // brokers allow ten deliveries, and two are kept spare

  public RetryTerms {
    if (inlineLimit.isNegative()) {
      throw new IllegalArgumentException("inlineLimit must not be negative, was " + inlineLimit);
    }
    if (maxLost < 1 || maxLost > MOST_LOST) {
      throw new IllegalArgumentException("maxLost must be 1 to " + MOST_LOST + ", was " + maxLost);
    }
  }
}
