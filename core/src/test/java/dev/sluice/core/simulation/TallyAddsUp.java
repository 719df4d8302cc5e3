package dev.sluice.core.simulation;

import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.Reason;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.Tally;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.task.TaskStatus;

/** I4: the counts in a batch's header are those of the history, and those of its rows. */
final class TallyAddsUp implements Invariant {

  @Override
  public void step(Step step, History history) {
    BatchRow row = step.after();
    BatchHistory batch = history.find(step.batchId());
    if (row == null || batch == null || row.backlog().hasWork()) {
      return; // a round begins bit by bit, and so do many spawned tasks
    }
    Tally tally = row.tally();
    same(batch, "received", tally.received(), batch.tasks.size());
    same(batch, "active", tally.active(), batch.active);
    same(batch, "ended", tally.ended(), batch.ended());
    same(batch, "succeeded", tally.succeeded(), batch.ended(TaskStatus.SUCCEEDED));
    same(batch, "failed", tally.failed(), batch.ended(TaskStatus.FAILED));
    same(batch, "timed out", tally.timedOut(), batch.ended(TaskStatus.TIMED_OUT));
    same(batch, "cancelled", tally.cancelled(), batch.ended(TaskStatus.CANCELLED));
    same(batch, "skipped", tally.skipped(), batch.ended(TaskStatus.SKIPPED));
    same(batch, "rejected", tally.rejected(), batch.ended(TaskStatus.REJECTED));
  }

  @Override
  public void rows(LedgerView view, History history) {
    for (BatchHistory batch : history.batches()) {
      BatchRow row = view.batch(batch.id);
      if (row != null && row.life().stop() != Reason.CLEARED) {
        rows(view, batch, row.tally());
        paths(view, batch, row);
      }
    }
  }

  private void rows(LedgerView view, BatchHistory batch, Tally tally) {
    long missing = 0;
    long waiting = 0;
    long queued = 0;
    long delayed = 0;
    long active = 0;
    long ended = 0;
    for (LedgerView.TaskEntry entry : view.tasks(batch.id, null, Integer.MAX_VALUE)) {
      switch (entry.row()) {
        case TaskRow.Missing row -> missing++;
        case TaskRow.Waiting row -> waiting++;
        case TaskRow.Delayed row -> delayed++;
        case TaskRow.Queued row -> queued++;
        case TaskRow.Released row -> active++;
        case TaskRow.Ended row -> ended++;
      }
    }
    same(batch, "rows of missing tasks", tally.missing(), missing);
    same(batch, "rows of waiting tasks", tally.waiting(), waiting);
    same(batch, "rows of queued tasks", tally.queued(), queued + delayed);
    same(batch, "rows of active tasks", tally.active(), active);
    same(batch, "rows of ended tasks", tally.ended(), ended);
    same(batch, "places in the line", queued, view.queue(batch.id, 0, Integer.MAX_VALUE).size());
  }

  /** What is still to be done begins with the longest chain among the tasks that have not ended. */
  private void paths(LedgerView view, BatchHistory batch, BatchRow row) {
    int longest = 0;
    for (LedgerView.TaskEntry entry : view.tasks(batch.id, null, Integer.MAX_VALUE)) {
      TaskHistory task = batch.task(entry.taskId());
      boolean live =
          !(entry.row() instanceof TaskRow.Ended || entry.row() instanceof TaskRow.Missing);
      if (live && task != null) {
        longest = Math.max(longest, task.spec.remainingPath());
      }
    }
    same(batch, "longest path", row.paths().longest(), longest);
  }

  private void same(BatchHistory batch, String what, long tally, long counted) {
    require(tally == counted, "%s: %s is %d, counted %d", batch.id, what, tally, counted);
  }
}
