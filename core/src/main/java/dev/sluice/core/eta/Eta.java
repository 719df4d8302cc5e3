package dev.sluice.core.eta;

import java.time.Duration;

/**
 * How long a batch still takes, from the moment on that the {@link Standing} was about.
 *
 * @param low about one batch in twenty is faster
 * @param high about one batch in twenty is slower, if it goes on as it went
 */
public record Eta(Duration low, Duration likely, Duration high) {

  public Eta {
    if (low.isNegative() || low.compareTo(likely) > 0 || likely.compareTo(high) > 0) {
      throw new IllegalArgumentException(
          "0 <= low <= likely <= high must hold, was %s, %s, %s".formatted(low, likely, high));
    }
  }

  /** The same seen later: what has passed is not left any more. */
  public Eta after(Duration passed) {
    return passed.isNegative()
        ? this
        : new Eta(less(low, passed), less(likely, passed), less(high, passed));
  }

  private static Duration less(Duration left, Duration passed) {
    Duration rest = left.minus(passed);
    return rest.isNegative() ? Duration.ZERO : rest;
  }
}
