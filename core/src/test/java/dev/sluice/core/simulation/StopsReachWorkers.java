package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;

/** Who cancels what workers have in hand tells them so, and means the releases that they have. */
final class StopsReachWorkers implements Invariant {

  private int inHand;
  private int highest;

  @Override
  public void event(Step step, History history) {
    inHand = 0;
    highest = 0;
    BatchHistory batch = history.find(step.batchId());
    if (batch != null && step.event() instanceof Event.CancelRequested cancel) {
      for (TaskHistory task : batch.tasks.values()) {
        boolean meant = cancel.taskId() == null || cancel.taskId().equals(task.spec.id());
        if (meant && task.current != null) {
          inHand++;
          highest = Math.max(highest, task.current.releaseNumber());
        }
      }
      boolean idle = cancel.taskId() == null ? step.refused(null) : step.refused(cancel.taskId());
      inHand = idle ? 0 : inHand;
    }
  }

  @Override
  public void effect(Step step, Effect effect, History history) {
    if (effect instanceof Effect.StopTask stop && stop.releaseNumber() >= highest) {
      inHand = 0;
    }
  }

  @Override
  public void step(Step step, History history) {
    require(inHand == 0, "%s: %d tasks in hand were not stopped", step.event(), inHand);
  }
}
