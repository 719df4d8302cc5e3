package dev.sluice.worker;

import dev.sluice.worker.release.LeaseTerms;
import dev.sluice.worker.release.PriorityFloor;
import java.util.Objects;

/**
 * How a worker holds what it takes.
 *
 * @param lease when heartbeats hold a task, and for how long
 * @param floor which part of the starts each priority gets at least
 */
public record IntakeTerms(LeaseTerms lease, PriorityFloor floor) {

  public IntakeTerms {
    Objects.requireNonNull(lease, "lease");
    Objects.requireNonNull(floor, "floor");
  }
}
