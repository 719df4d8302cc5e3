package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;

/**
 * A task that a worker answers for is not taken from it while heartbeats name it, and once it is,
 * workers are told or the task ends.
 */
final class LeaseEndsWithItsWorker implements Invariant {

  @Override
  public void effect(Step step, Effect effect, History history) {
    if (effect instanceof Effect.DoubtLease doubt) {
      require(
          step.event() instanceof Event.LeaseDue due && !due.held(),
          "the lease of %s/%s was doubted at %s",
          doubt.batchId(),
          doubt.taskId(),
          step.event());
    }
  }

  @Override
  public void step(Step step, History history) {
    if (step.event() instanceof Event.LeaseLost lost && !step.refused(lost.taskId())) {
      boolean told =
          step.effects(Effect.StopTask.class).stream()
              .anyMatch(stop ->
                  lost.taskId().equals(stop.taskId())
                      && stop.releaseNumber() >= lost.releaseNumber());
      boolean ended =
          step.effects(Effect.RecordResult.class).stream()
              .anyMatch(result -> lost.taskId().equals(result.taskId()));
      require(told || ended, "%s: nobody was told", lost);
    }
  }
}
