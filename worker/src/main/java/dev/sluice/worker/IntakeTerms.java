package dev.sluice.worker;

import java.time.Duration;

/**
 * How a worker holds what it takes.
 *
 * @param leaseAfter a task that is held for longer is held by the heartbeats from then on
 */
public record IntakeTerms(Duration leaseAfter) {

  public IntakeTerms {
    if (leaseAfter.isNegative() || leaseAfter.isZero()) {
      throw new IllegalArgumentException("leaseAfter must be positive, was " + leaseAfter);
    }
  }
}
