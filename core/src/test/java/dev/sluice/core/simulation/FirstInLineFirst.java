package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.task.TaskSpec;
import java.util.Comparator;
import java.util.List;

/**
 * Nothing is released while something more urgent stands in the line: by priority, then the longest
 * remaining path.
 */
final class FirstInLineFirst implements Invariant {

  private static final int LOOKED_AT = 6;
  private static final Comparator<TaskSpec> URGENCY =
      Comparator.comparing(TaskSpec::priority)
          .thenComparing(Comparator.comparingInt(TaskSpec::remainingPath).reversed());

  @Override
  public void decided(Step step, LedgerView view, Decider decider, History history) {
    BatchRow batch = step.after();
    if (batch == null || !batch.life().opened() || batch.tally().queued() == 0) {
      return; // a batch that was not opened has no line but for those that wait for that
    }
    List<Effect.ReleaseTask> released = step.effects(Effect.ReleaseTask.class);
    if (released.isEmpty()) {
      return;
    }
    for (LedgerView.QueueEntry entry : view.queue(step.batchId(), 0, LOOKED_AT)) {
      TaskHistory waits = history.task(step.batchId(), entry.taskId());
      if (waits != null && stoodBefore(step, entry, view)) {
        for (Effect.ReleaseTask release : released) {
          TaskHistory went = history.task(step.batchId(), release.task().id());
          require(
              went == null || URGENCY.compare(went.spec, waits.spec) <= 0,
              "%s of %s was released before %s, which is more urgent",
              release.task().id(),
              step.batchId(),
              entry.taskId());
        }
      }
    }
  }

  /** Whether it stood in the line before this very event. */
  private static boolean stoodBefore(Step step, LedgerView.QueueEntry entry, LedgerView view) {
    StoredTask task = view.task(step.batchId(), entry.taskId());
    return task != null
        && task.state() instanceof TaskRow.Queued queued
        && queued.turn().queuedAt() != step.event().at();
  }
}
