package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A batch that nobody stops ends in the same way in whatever order its records arrive: as it does
 * when it happens once more, on a fresh ledger without faults and in another order.
 */
final class OrderDoesNotMatter implements Invariant {

  private static final int FIRST_ROUND = 1;

  @Override
  public void end(Ended world) {
    for (BatchPlan plan : world.scenario().batches()) {
      BatchHistory happened = first(world.history(), plan.id());
      if (plan.orderFree() && happened != null && !happened.cancelled && !disturbed(happened)) {
        Map<String, String> ends = ends(happened);
        Map<String, String> others = new Rehearsal(plan, world.freshDecider()).ends();
        require(ends.equals(others), "%s ended %s, and once more %s", plan.id(), ends, others);
      }
    }
  }

  /** Before it was perhaps cleared and submitted again. */
  private static @Nullable BatchHistory first(History history, String batchId) {
    for (BatchHistory batch : history.all()) {
      if (batch.id.equals(batchId)) {
        return batch;
      }
    }
    return null;
  }

  /** Workers were lost with a task too often, or its producer took too long. */
  private static boolean disturbed(BatchHistory batch) {
    return batch.givenUp
        || batch.tasks.values().stream()
            .flatMap(task -> task.results.stream())
            .anyMatch(result -> Objects.equals(result.reason(), "WORKER_LOST"));
  }

  private static Map<String, String> ends(BatchHistory batch) {
    Map<String, String> ends = new TreeMap<>();
    for (TaskHistory task : batch.tasks.values()) {
      for (Effect.RecordResult result : task.results) {
        if (result.round() == FIRST_ROUND) {
          ends.put(result.taskId(), Rehearsal.endOf(result));
        }
      }
    }
    return ends;
  }
}
