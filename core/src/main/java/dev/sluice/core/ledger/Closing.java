package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.Tally;
import dev.sluice.core.ledger.row.Work;
import dev.sluice.core.limits.Terms;
import dev.sluice.core.task.BatchStatus;

/** Closes a batch when all its tasks have ended, and sees to it that they do. */
record Closing(Draft draft, NeedWatch watch, Terms terms) {

  /** Looks at a batch that has no work left; true if that made some. */
  boolean moreToDo() {
    if (!draft.known() || draft.life().status().terminal()) {
      return false;
    }
    BatchRow batch = draft.batch();
    Tally tally = batch.tally();
    boolean allEnded = tally.ended() == tally.received();
    boolean idle = tally.active() == 0 && tally.queued() == 0;
    if (batch.complete() && idle && !allEnded) {
      // Needs that nobody submitted come first, then cycles, and both only when nothing else moves:
      // so the outcome is the same in whatever order submissions and reports arrive.
      // A task is told of a missing need whether it watches that one or another.
      if (tally.missing() > 0 && batch.edges().all()) {
        draft.work().add(new Work.FindMissing(null));
      } else if (tally.missing() > 0) {
        watch.keepAllEdges();
      } else {
        draft.work().add(new Work.FindStuck(null));
      }
      return true;
    }
    if (allEnded && (batch.complete() || givenUp(batch))) {
      return close(batch, lastStatus(batch));
    }
    return false;
  }

  private boolean close(BatchRow batch, BatchStatus last) {
    draft.put(batch.life().closed(last, draft.at()));
    if (batch.adaptive() != null) {
      draft.followWorkers(false);
    }
    long retention = terms.retentionMicros();
    if (retention > 0) {
      draft.put(Timer.of(Timer.Kind.RETENTION, draft.at() + retention, draft.batchId()));
    }
    // Who failed may run again and ask for the outputs of what it needs; here nobody will.
    boolean drop = last == BatchStatus.SUCCEEDED && batch.tally().outputs() > 0;
    if (drop) {
      draft.work().add(new Work.DropOutputs(null));
    }
    return drop;
  }

  /** Whether a batch that is not complete ends all the same, because it was stopped. */
  private static boolean givenUp(BatchRow batch) {
    Life life = batch.life();
    return switch (life.stop()) {
      case INCOMPLETE, CANCEL_REQUESTED, DEADLINE, BATCH_TOO_LARGE, INVALID_FIELD -> true;
      case null, default -> false;
    };
  }

  private static BatchStatus lastStatus(BatchRow batch) {
    Tally tally = batch.tally();
    Reason stop = batch.life().stop();
    if (stop == Reason.CANCEL_REQUESTED || stop == Reason.CANCELLED_BEFORE_START) {
      return BatchStatus.CANCELLED;
    }
    if (batch.life().refused() || (tally.rejected() > 0 && tally.started() == 0)) {
      return BatchStatus.REJECTED;
    }
    if (stop != null || tally.unsuccessful() > 0) {
      return BatchStatus.FAILED;
    }
    return tally.cancelled() > 0 ? BatchStatus.CANCELLED : BatchStatus.SUCCEEDED;
  }
}
