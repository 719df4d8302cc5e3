package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import java.util.HashSet;
import java.util.Set;

/** Counts how often workers began with a release, and how often for nothing. */
final class Runs {

  private final Set<Run> begun = new HashSet<>();
  private int duplicates;
  private int interrupted;

  /** The attempts of a task from one on: those that a later retry makes are others. */
  private record Run(String batchId, String taskId, int round, long queuedAt, int attemptBase) {}

  void begin(Effect.ReleaseTask release) {
    Run run =
        new Run(
            release.batchId(),
            release.task().id(),
            release.round(),
            release.queuedAt(),
            release.attemptBase());
    if (!begun.add(run)) {
      duplicates++;
    }
  }

  /** A worker was lost with it, stood still too long or handed it back. */
  void interrupt() {
    interrupted++;
  }

  int duplicates() {
    return duplicates;
  }

  int interrupted() {
    return interrupted;
  }
}
