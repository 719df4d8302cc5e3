package dev.sluice.worker;

import dev.sluice.worker.release.PriorityFloor;
import java.time.Duration;
import java.util.Objects;

/**
 * How a worker holds what it takes.
 *
 * @param leaseAfter a task that is held for longer is held by the heartbeats from then on
 * @param floor which part of the starts each priority gets at least
 */
public record IntakeTerms(Duration leaseAfter, PriorityFloor floor) {

  public IntakeTerms {
    Objects.requireNonNull(floor, "floor");
    if (leaseAfter.isNegative() || leaseAfter.isZero()) {
      throw new IllegalArgumentException("leaseAfter must be positive, was " + leaseAfter);
    }
  }
}
