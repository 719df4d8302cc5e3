package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import java.util.HashSet;
import java.util.Set;

/** Counts the attempts that workers began. */
final class Runs {

  private final Set<Attempt> begun = new HashSet<>();
  private int duplicates;
  private int interrupted;

  private record Attempt(String batchId, String taskId, int round, long queuedAt, int number) {}

  void begin(Effect.ReleaseTask release, int attempt) {
    Attempt run =
        new Attempt(
            release.batchId(), release.task().id(), release.round(), release.queuedAt(), attempt);
    if (!begun.add(run)) {
      duplicates++;
    }
  }

  /** A worker was lost, stood still too long or handed back a task of so many attempts. */
  void interrupted(int attempts) {
    interrupted += attempts;
  }

  int duplicates() {
    return duplicates;
  }

  int interrupted() {
    return interrupted;
  }

  int begun() {
    return begun.size();
  }
}
