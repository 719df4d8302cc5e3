package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;

/** I1: every accepted task has exactly one terminal result per round. */
final class OneResultPerTaskAndRound implements Invariant {

  @Override
  public void effect(Step step, Effect effect, History history) {
    if (effect instanceof Effect.RecordResult result) {
      String name = result.batchId() + "/" + result.taskId();
      TaskHistory task = history.task(result.batchId(), result.taskId());
      require(task != null, "a result of %s, which was never accepted", name);
      require(result.status().terminal(), "%s has the result %s", name, result.status());
      require(!task.ended(), "%s has a second result in round %d", name, result.round());
      require(
          result.round() == history.batch(result.batchId()).round,
          "the result of %s is of round %d",
          name,
          result.round());
    }
  }

  @Override
  public void end(Ended world) {
    for (BatchHistory batch : world.history().all()) {
      for (TaskHistory task : batch.tasks.values()) {
        require(
            task.ended() || !batch.closed,
            "%s/%s has no result in round %d",
            batch.id,
            task.spec.id(),
            batch.round);
      }
    }
  }
}
