package dev.sluice.worker.gate;

import java.time.Duration;

/** At most so many attempts in each period. */
public record RateTerms(int permits, Duration period) {

  public RateTerms {
    if (permits < 1) {
      throw new IllegalArgumentException("permits must be at least 1, was " + permits);
    }
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("period must be longer than 0, was " + period);
    }
  }
}
