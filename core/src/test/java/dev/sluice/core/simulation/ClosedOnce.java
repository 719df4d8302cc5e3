package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;

/** A batch closes once per round, when all its tasks have ended, and then nothing happens in it. */
final class ClosedOnce implements Invariant {

  @Override
  public void effect(Step step, Effect effect, History history) {
    switch (effect) {
      case Effect.BatchChanged change -> changed(change, history.batch(change.batchId()));
      case Effect.ReleaseTask release ->
          require(
              !history.batch(release.batchId()).closed,
              "%s of %s was released after the batch had closed",
              release.task().id(),
              release.batchId());
      case Effect.RecordResult result ->
          require(
              !history.batch(result.batchId()).closed || cameLate(step, result.taskId()),
              "%s of %s ended after the batch had closed",
              result.taskId(),
              result.batchId());
      default -> {}
    }
  }

  /** A task of a batch that was given up before it was complete: it has its result at once. */
  private static boolean cameLate(Step step, String taskId) {
    return step.event() instanceof Event.TaskSubmitted submitted
        && submitted.task().id().equals(taskId);
  }

  private void changed(Effect.BatchChanged change, BatchHistory batch) {
    require(!batch.closed, "%s was closed and became %s", batch.id, change.status());
    if (change.status().terminal()) {
      require(
          batch.ended() == batch.tasks.size(),
          "%s closed with %d of %d tasks ended",
          batch.id,
          batch.ended(),
          batch.tasks.size());
    }
  }
}
