package dev.sluice.worker.release;

import java.time.Duration;

/**
 * When the heartbeats hold a task instead of its delivery, and for how long.
 *
 * @param after a task that is held for longer is held by the heartbeats from then on
 * @param timeout without a heartbeat for so long, what they hold is given up
 */
public record LeaseTerms(Duration after, Duration timeout) {

  private static final int BEATS = 3;

  public LeaseTerms {
    mustBePositive("after", after);
    mustBePositive("timeout", timeout);
  }

  private static void mustBePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }

  /** The same for a worker that beats so often: three of its beats are waited for. */
  public LeaseTerms beating(Duration every) {
    Duration beats = every.multipliedBy(BEATS);
    return beats.compareTo(timeout) > 0 ? new LeaseTerms(after, beats) : this;
  }
}
