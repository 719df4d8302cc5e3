package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which releases the workers name in the heartbeats that the schedulers have heard lately. */
final class Heartbeats {

  private final Map<Name, Set<Run>> named = new HashMap<>();

  /** A release of a task. */
  record Name(String batchId, String taskId, int releaseNumber) {

    static Name of(Effect.ReleaseTask release) {
      return new Name(release.batchId(), release.task().id(), release.releaseNumber());
    }
  }

  void name(Run run) {
    named.computeIfAbsent(Name.of(run.delivery.release), name -> new HashSet<>()).add(run);
  }

  /** The worker does not name it any more, or is not heard of any more. */
  void drop(Run run) {
    named.computeIfPresent(
        Name.of(run.delivery.release),
        (name, runs) -> {
          runs.remove(run);
          return runs.isEmpty() ? null : runs;
        });
  }

  boolean named(Name name) {
    return named.containsKey(name);
  }
}
