package dev.sluice.http.source;

import dev.sluice.http.json.Body;
import dev.sluice.scheduler.view.WorkerPresence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells what became of the workers between two looks. Belongs to one thread. */
final class WorkerChanges {

  private @Nullable Map<String, WorkerPresence> last;

  /**
   * What changed since the last look, by worker id. The first look only learns who is there.
   *
   * @param now empty: nobody can tell who is there, so nothing is said of anybody
   */
  List<Body> since(Optional<Map<String, WorkerPresence>> now) {
    if (now.isEmpty()) {
      return List.of();
    }
    Map<String, WorkerPresence> before = last;
    Map<String, WorkerPresence> present = new TreeMap<>(now.get());
    last = present;
    if (before == null) {
      return List.of();
    }
    List<Body> changes = new ArrayList<>();
    present.forEach((id, worker) -> {
      WorkerPresence was = before.get(id);
      if (was == null) {
        changes.add(change(worker, "JOINED"));
      }
      if (!Objects.equals(was == null ? null : was.resting(), worker.resting())) {
        changes.add(change(worker, worker.resting() == null ? "WORKING" : "RESTING"));
      }
    });
    before.forEach((id, was) -> {
      if (!present.containsKey(id)) {
        changes.add(change(was, "GONE"));
      }
    });
    return changes;
  }

  private static Body change(WorkerPresence worker, String change) {
    return new Body()
        .with("workerId", worker.workerId())
        .with("pool", worker.pool())
        .with("change", change)
        .with("reason", change.equals("RESTING") ? worker.resting() : null);
  }
}
