package dev.sluice.client;

import java.time.Duration;

/**
 * How durations are spread, to about three digits.
 *
 * @param count how many there are; all others are zero where there are none
 * @param p50 half of them are no longer
 */
public record DurationQuantiles(
    long count, Duration p50, Duration p95, Duration p99, Duration max) {

  /** No durations at all. */
  public static final DurationQuantiles NONE =
      new DurationQuantiles(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
