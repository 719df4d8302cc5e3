package dev.sluice.scheduler.ledger;

import dev.sluice.core.explain.Workforce;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Event.LeaseDue;
import dev.sluice.core.ledger.Event.TimerFired;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.ReleaseNumber;
import dev.sluice.core.ledger.Timer;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRow;
import org.jspecify.annotations.Nullable;

/** Says of a lease whose time has come whether a live worker still names its task. */
final class LeaseWatch {

  private final LedgerView view;
  private final Workforce workforce;

  LeaseWatch(LedgerView view, Workforce workforce) {
    this.view = view;
    this.workforce = workforce;
  }

  /** What is to be decided for a timer that is due. */
  Event fired(Timer timer, long at) {
    return timer.kind() == Timer.Kind.LEASE && timer.taskId() != null
        ? looked(timer, timer.taskId(), at)
        : new TimerFired(timer.batchId(), at, timer);
  }

  private LeaseDue looked(Timer timer, String taskId, long at) {
    Workforce.Run run = run(timer.batchId(), taskId);
    boolean held = run != null || !workforce.known();
    return new LeaseDue(timer.batchId(), at, timer, held, run == null ? null : run.details());
  }

  private Workforce.@Nullable Run run(String batchId, String taskId) {
    BatchRow batch = view.batch(batchId);
    StoredTask stored = view.task(batchId, taskId);
    return batch != null && stored != null && stored.state() instanceof TaskRow.Released released
        ? workforce.run(
            batchId, taskId, ReleaseNumber.of(batch.life().round(), released.turn().releases()))
        : null;
  }
}
