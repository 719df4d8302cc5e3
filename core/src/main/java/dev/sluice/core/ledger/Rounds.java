package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.AdaptiveWindow;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.ledger.row.Work;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.TaskSpec;

/**
 * Has what did not succeed in a batch that ended run again. First all of these tasks are as if they
 * had just been submitted, then each looks at its needs: else one would see a need that failed in
 * the last round and be skipped again.
 */
record Rounds(Draft draft, TaskMoves moves) {

  void retry() {
    Life life = draft.known() ? draft.life() : null;
    if (life == null || life.stop() == Reason.CLEARED) {
      draft.ignore(null, Reason.UNKNOWN_BATCH);
    } else if (!life.status().terminal()) {
      draft.reject(
          null,
          Reason.NOT_ENDED,
          "the batch is " + life.status() + "; cancel it or wait for its end, then retry it");
    } else if (life.refused()) {
      draft.reject(
          null,
          life.stop(),
          "the batch was refused as a whole; submit it under another id as a batch can be");
    } else if (!anyToRetry()) {
      draft.ignore(null, Reason.NOTHING_TO_DO);
    } else if (life.round() == ReleaseNumber.LAST_ROUND) {
      draft.reject(null, Reason.UNSUPPORTED, "the batch has had " + life.round() + " rounds");
    } else {
      begin(life);
    }
  }

  private boolean anyToRetry() {
    var tally = draft.tally();
    return draft.life().status() != BatchStatus.SUCCEEDED
        && tally.failed() + tally.timedOut() + tally.cancelled() + tally.skipped() > 0;
  }

  private void begin(Life life) {
    BatchRow batch = draft.batch();
    draft.put(batch.with(life.nextRound(batch.tally().received())));
    draft.put(draft.batch().with(batch.policy().withoutDeadline()));
    AdaptiveWindow adaptive = batch.adaptive();
    if (adaptive != null) {
      draft.put(draft.batch().with(adaptive.afresh()));
      draft.followWorkers(true);
    }
    draft.work().add(new Work.Restart(null));
  }

  /** Makes a task that did not succeed one that has not begun. */
  void restart(String taskId, TaskRow row) {
    if (row instanceof TaskRow.Ended ended && ended.status().mayRunAgain()) {
      TaskSpec task = draft.spec(taskId);
      draft.put(draft.tally().withRestarted(ended.status()));
      draft.put(draft.batch().withToDo(task.remainingPath()));
      draft.put(taskId, TaskRow.Waiting.unbegun(ended.sequence(), task.priority(), task.runIf()));
    }
  }

  /** Lets a task of the new round look at its needs. */
  void begin(String taskId, TaskRow row) {
    if (row instanceof TaskRow.Waiting waiting && !waiting.begun()) {
      moves.begin(draft.spec(taskId), waiting);
    }
  }
}
