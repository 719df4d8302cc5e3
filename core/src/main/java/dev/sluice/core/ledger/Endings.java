package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.AdaptiveWindow;
import dev.sluice.core.ledger.row.Chain;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.ledger.row.Work;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * Ends tasks: the one result of each, word to its dependants, and what its end does to the batch.
 */
final class Endings {

  private final Draft draft;
  private final NeedWatch watch;

  Endings(Draft draft, NeedWatch watch) {
    this.draft = draft;
    this.watch = watch;
  }

  void withoutRun(
      String taskId, TaskRow.Live row, TaskStatus status, Reason reason, String detail) {
    end(draft.spec(taskId), row, Ending.withoutRun(status, reason, detail, draft.at()));
  }

  void end(TaskSpec task, TaskRow.Live row, Ending ending) {
    end(task, row, ending, mayBeNeeded());
  }

  /** Ends a task whose turn has come, so that it stands in no line, without a release. */
  void endInTurn(TaskSpec task, TaskRow.Queued queued, Ending ending) {
    ended(task, queued, ending, mayBeNeeded());
  }

  private boolean mayBeNeeded() {
    return !draft.batch().complete() || draft.edges().count() > 0;
  }

  /** Ends a task that adds others, which may need it. */
  void endSpawner(TaskSpec task, TaskRow.Live row, Ending ending) {
    end(task, row, ending, true);
  }

  private void end(TaskSpec task, TaskRow.Live row, Ending ending, boolean needed) {
    leave(task.id(), row);
    ended(task, row, ending, needed);
  }

  private void ended(TaskSpec task, TaskRow.Live row, Ending ending, boolean needed) {
    draft.put(draft.tally().withEnded(ending.status()));
    draft.put(draft.batch().withDone(task.remainingPath()));
    TaskRow.Output output = output(ending, needed);
    Chain chain = ending.chain(row.chain());
    draft.put(task.id(), row.ended(ending.status(), output, chain));
    if (output == TaskRow.Output.KEPT) {
      draft.put(task.id(), ending.output());
      draft.put(draft.tally().withOutput());
    }
    AdaptiveWindow adaptive = draft.batch().adaptive();
    if (adaptive != null && row instanceof TaskRow.Released) {
      draft.put(draft.batch().with(adaptive.after(ending.status() == TaskStatus.SUCCEEDED)));
    }
    draft.effect(result(task, row, ending, chain));
    if (draft.edges().count() > 0) {
      draft.work().add(new Work.Settle(task.id(), null));
    }
    if (ending.status().countsAsFailure()) {
      stopIfTooManyFailed();
    }
    if (ending.status() != TaskStatus.SUCCEEDED && draft.life().stop() == null) {
      watch.keepAllEdges();
    }
  }

  private static TaskRow.Output output(Ending ending, boolean needed) {
    boolean any =
        ending.status() == TaskStatus.SUCCEEDED
            && ending.output() != null
            && ending.output().size() > 0;
    if (!any) {
      return TaskRow.Output.NONE;
    }
    return needed ? TaskRow.Output.KEPT : TaskRow.Output.DROPPED;
  }

  private void leave(String taskId, TaskRow.Live row) {
    switch (row) {
      case TaskRow.Waiting waiting -> {}
      case TaskRow.Delayed delayed -> {
        draft.put(draft.tally().withQueued(-1));
        draft.delete(Timer.release(delayed.due(), draft.batchId(), taskId));
      }
      case TaskRow.Queued queued -> {
        draft.put(draft.tally().withQueued(-1));
        draft.line().leave(queued.turn().slot());
      }
      case TaskRow.Released released -> draft.put(draft.tally().withoutActive());
    }
  }

  private Effect.RecordResult result(TaskSpec task, TaskRow.Live row, Ending ending, Chain chain) {
    return new Effect.RecordResult(
        draft.batchId(),
        task.id(),
        draft.life().round(),
        task.name(),
        ending.status(),
        ending.reason(),
        ending.output(),
        ending.error(),
        row.attempts() + ending.attempts(),
        row.queuedAt(),
        row.releasedAt(),
        ending.startedAt(),
        ending.finishedAt(),
        ending.worker(),
        task.type(),
        task.group(),
        task.priority(),
        ending.cachedFrom(),
        chain);
  }

  /** Stops the batch if its policy says so: when a task fails, or when the policy becomes known. */
  void stopIfTooManyFailed() {
    Life life = draft.life();
    long failed = draft.tally().unsuccessful();
    if (life.stop() != null || failed == 0) {
      return;
    }
    @Nullable Reason reason =
        switch (draft.batch().policy().onFailure()) {
          case FAIL_FAST -> Reason.FAIL_FAST;
          case CONTINUE ->
              draft.batch().policy().exceededBy(failed, life.expected())
                  ? Reason.TOO_MANY_FAILED
                  : null;
        };
    if (reason != null) {
      stop(reason);
    }
  }

  /**
   * What has not ended is cancelled, bit by bit, and nothing is released any more but clean-up
   * tasks, if the batch stops because of failures.
   */
  void stop(Reason reason) {
    stop(reason, null);
  }

  /** Like the other one, and also with the words of who asked for it. */
  void stop(Reason reason, @Nullable String text) {
    draft.put(draft.life().stopped(reason, text));
    if (draft.tally().active() > 0 && !sparesCleanUps()) {
      int upTo = ReleaseNumber.lastOf(draft.life().round());
      draft.effect(new Effect.StopTask(draft.batchId(), null, upTo, reason.name()));
    }
    draft.work().add(new Work.StopRest(null));
  }

  /** The batch is being stopped: so does this task, unless it cleans up. */
  void stopped(String taskId, TaskRow.Live row) {
    Reason reason = draft.life().stop();
    if (reason == null || (sparesCleanUps() && draft.spec(taskId).cleansUp())) {
      return;
    }
    if (sparesCleanUps() && row instanceof TaskRow.Released released) {
      stopWorker(taskId, released, reason);
    }
    withoutRun(taskId, row, TaskStatus.CANCELLED, reason, draft.life().stopDetail());
  }

  private boolean sparesCleanUps() {
    boolean some = draft.tally().cleanUps() > 0 || !draft.batch().complete();
    return draft.life().cleansUp() && some;
  }

  /** Cancels one task of a batch that goes on, and tells the workers if they have it. */
  void cancel(String taskId, TaskRow.Live row, Reason reason, String detail) {
    if (row instanceof TaskRow.Released released) {
      stopWorker(taskId, released, reason);
    }
    withoutRun(taskId, row, TaskStatus.CANCELLED, reason, detail);
  }

  /** Tells the workers to stop a task that one of them may have. */
  void stopWorker(String taskId, TaskRow.Released released, Reason reason) {
    int number = draft.releaseNumber(released);
    draft.effect(new Effect.StopTask(draft.batchId(), taskId, number, reason.name()));
  }
}
