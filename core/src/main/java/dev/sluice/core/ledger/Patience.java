package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.limits.Terms;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.BatchStatus;
import java.util.concurrent.TimeUnit;

/**
 * Gives batches up that never become complete. A timer looks at a batch that has become known; if
 * something was heard of it since, it looks again later.
 */
record Patience(Draft draft, Endings endings, Clearing clearing, Terms terms) {

  /** The batch has become known, or its options have. */
  void begin() {
    long timeout = timeout();
    if (timeout > 0 && unfinished()) {
      draft.put(Timer.of(Timer.Kind.OPEN_TIMEOUT, draft.at() + timeout, draft.batchId()));
    }
  }

  void passed() {
    long timeout = timeout();
    if (timeout == 0 || !draft.known() || draft.life().status().terminal()) {
      return;
    }
    long due = draft.batch().heardAt() + timeout;
    if (unfinished() && due <= draft.at()) {
      giveUp(draft.life());
    } else if (unfinished() || !draft.life().opened()) { // a task may be parked later
      long next = due > draft.at() ? due : draft.at() + timeout;
      draft.put(Timer.of(Timer.Kind.OPEN_TIMEOUT, next, draft.batchId()));
    }
  }

  /** Whether the batch still waits for its producer: for tasks, for the seal or to be opened. */
  private boolean unfinished() {
    Life life = draft.life();
    // In the line of a batch that is not opened stand only tasks that wait for that.
    boolean waitsForOpen =
        !life.opened() && (life.status() == BatchStatus.OPEN || !draft.line().isEmpty());
    return !life.status().terminal() && (!draft.batch().complete() || waitsForOpen);
  }

  private void giveUp(Life life) {
    if (life.stop() != Reason.CANCELLED_BEFORE_START) {
      endings.stop(Reason.INCOMPLETE);
    } else if (draft.tally().received() == 0 && !life.opened()) {
      clearing.forgetBatch(); // a cancel that nothing followed
    } else {
      draft.put(life.stopped(Reason.CANCEL_REQUESTED));
    }
  }

  /** Microseconds; 0 = never. */
  private long timeout() {
    BatchOptions options = draft.options();
    return options == null || options.openTimeoutMs() <= 0
        ? terms.openTimeoutMicros()
        : TimeUnit.MILLISECONDS.toMicros(options.openTimeoutMs());
  }
}
