package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;

/** I2: no task starts before its needs have ended as its {@code runIf} asks. */
final class ReleasedOnlyAfterNeeds implements Invariant {

  @Override
  public void effect(Step step, Effect effect, History history) {
    if (effect instanceof Effect.ReleaseTask release) {
      TaskHistory accepted = history.task(release.batchId(), release.task().id());
      TaskSpec task = accepted == null ? release.task() : accepted.spec;
      boolean unsuccessful = false;
      for (String id : task.needs()) {
        TaskHistory need = history.task(release.batchId(), id);
        require(
            need != null && need.ended(),
            "%s was released before %s of %s ended",
            task.id(),
            id,
            release.batchId());
        unsuccessful |= need.end != TaskStatus.SUCCEEDED;
      }
      require(
          task.runIf() != RunIf.SUCCESS || !unsuccessful,
          "%s/%s was released after a need that did not succeed",
          release.batchId(),
          task.id());
      require(
          task.runIf() != RunIf.FAILURE || unsuccessful,
          "%s/%s was released and every need had succeeded",
          release.batchId(),
          task.id());
    }
  }
}
