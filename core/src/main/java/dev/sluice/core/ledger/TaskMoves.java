package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.ledger.row.Work;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The moves of a task from state to state, each with all that goes with it. */
final class TaskMoves {

  private final Draft draft;
  private final Limits limits;

  TaskMoves(Draft draft, Limits limits) {
    this.draft = draft;
    this.limits = limits;
  }

  /** A need of a waiting task ended; anything but a waiting task does not care any more. */
  void needEnded(String taskId, String need, TaskStatus status) {
    if (!(draft.task(taskId) instanceof TaskRow.Waiting waiting)) {
      return;
    }
    advance(taskId, waiting.afterNeed(status == TaskStatus.SUCCEEDED), need + " ended " + status);
  }

  /** A waiting task goes on as its needs allow: it waits, is skipped, or could run. */
  void advance(String taskId, TaskRow.Waiting waiting, String because) {
    if (waiting.hopeless()) {
      Reason reason =
          waiting.unsuccessful() > 0 ? Reason.NEED_NOT_SUCCEEDED : Reason.NO_NEED_FAILED;
      String detail = waiting.unsuccessful() > 0 ? "need " + because : "every need succeeded";
      endWithoutRun(taskId, waiting, TaskStatus.SKIPPED, reason, detail);
    } else if (waiting.unmet() > 0) {
      draft.put(taskId, waiting);
    } else {
      ready(taskId, waiting);
    }
  }

  private void ready(String taskId, TaskRow.Waiting waiting) {
    TaskSpec task = draft.spec(taskId);
    Life life = draft.life();
    if (life.stop() != null) {
      endWithoutRun(
          taskId, waiting, TaskStatus.CANCELLED, life.stop(), "the batch is being stopped");
    } else if (task.notBefore() > draft.at()) {
      draft.put(draft.tally().withQueued(1));
      draft.put(taskId, waiting.delayed(draft.at(), task.notBefore()));
      draft.put(new Timer(task.notBefore(), draft.batchId(), taskId));
    } else {
      queueOrRelease(taskId, task, waiting.queued(draft.at()));
    }
  }

  /** A delayed task's time has come. */
  void delayElapsed(String taskId, TaskRow.Delayed delayed) {
    draft.put(draft.tally().withQueued(-1));
    queueOrRelease(taskId, draft.spec(taskId), delayed.elapsed());
  }

  private void queueOrRelease(String taskId, TaskSpec task, TaskRow.Queued queued) {
    boolean opened = draft.life().opened();
    boolean parked = task.awaitOpen() && !opened;
    // A batch that was not opened has neither window nor pause: only parked tasks stand in its
    // line.
    boolean nobodyBefore = draft.tally().queued() == 0 || !opened;
    if (!parked && nobodyBefore && mayRelease()) {
      release(taskId, task, queued);
    } else {
      draft.put(draft.tally().withQueued(1));
      draft.put(taskId, queued);
      draft.line().join(queued.slot(), taskId);
    }
  }

  /** Whether the batch is going and its window has room. */
  boolean mayRelease() {
    Life life = draft.life();
    return life.status() == BatchStatus.RUNNING
        && life.stop() == null
        && draft.batch().policy().admits(draft.tally().active());
  }

  /** Releases the first in line; false if nobody stands there. */
  boolean releaseFirstInLine() {
    String taskId = draft.line().takeFirst();
    if (taskId == null) {
      return false;
    }
    if (draft.task(taskId) instanceof TaskRow.Queued queued) {
      draft.put(draft.tally().withQueued(-1));
      release(taskId, draft.spec(taskId), queued);
    }
    return true;
  }

  private void release(String taskId, TaskSpec task, TaskRow.Queued queued) {
    TaskRow.Released released = queued.released(draft.at());
    draft.put(draft.tally().withReleased());
    draft.put(taskId, released);
    Content payload = Placeholders.fill(task.payload(), draft::output);
    List<Effect.NeedOutcome> inputs = inputs(task);
    long bytes = payload.size();
    for (Effect.NeedOutcome input : inputs) {
      bytes += input.taskId().length() + (input.output() == null ? 0 : input.output().size());
    }
    if (bytes > limits.releaseBytes()) {
      String detail =
          "payload and inputs have "
              + bytes
              + " bytes, the limit is "
              + limits.releaseBytes()
              + "; let the needs hand on references";
      endWithoutRun(taskId, released, TaskStatus.FAILED, Reason.INPUTS_TOO_LARGE, detail);
      return;
    }
    draft.effect(
        new Effect.ReleaseTask(
            draft.batchId(),
            task.withPayload(payload),
            inputs,
            released.releaseNumber(),
            draft.life().round(),
            0,
            draft.batch().policy().deadline(),
            released.queuedAt(),
            released.releasedAt()));
  }

  private List<Effect.NeedOutcome> inputs(TaskSpec task) {
    List<Effect.NeedOutcome> inputs = new ArrayList<>(task.needs().size());
    for (String need : new LinkedHashSet<>(task.needs())) {
      if (draft.task(need) instanceof TaskRow.Ended(TaskStatus status)) {
        inputs.add(new Effect.NeedOutcome(need, status, task.inputs() ? draft.output(need) : null));
      }
    }
    return inputs;
  }

  void endWithoutRun(
      String taskId, TaskRow.Live row, TaskStatus status, Reason reason, String detail) {
    end(draft.spec(taskId), row, Ending.withoutRun(status, reason, detail, draft.at()));
  }

  /** Ends a task: its one result, and word to its dependants. */
  void end(TaskSpec task, TaskRow.Live row, Ending ending) {
    leave(task.id(), row);
    draft.put(draft.tally().withEnded(ending.status()));
    draft.put(task.id(), row.ended(ending.status()));
    if (ending.status() == TaskStatus.SUCCEEDED
        && ending.output() != null
        && ending.output().size() > 0) {
      draft.put(task.id(), ending.output());
    }
    draft.effect(result(task, row, ending));
    draft.work().add(new Work.Settle(task.id(), null));
    stopIfTooManyFailed();
  }

  private void leave(String taskId, TaskRow.Live row) {
    switch (row) {
      case TaskRow.Waiting waiting -> {}
      case TaskRow.Delayed delayed -> {
        draft.put(draft.tally().withQueued(-1));
        draft.delete(new Timer(delayed.due(), draft.batchId(), taskId));
      }
      case TaskRow.Queued queued -> {
        draft.put(draft.tally().withQueued(-1));
        draft.line().leave(queued.slot());
      }
      case TaskRow.Released released -> draft.put(draft.tally().withoutActive());
    }
  }

  private Effect.RecordResult result(TaskSpec task, TaskRow.Live row, Ending ending) {
    return new Effect.RecordResult(
        draft.batchId(),
        task.id(),
        draft.life().round(),
        task.name(),
        ending.status(),
        ending.reason(),
        ending.output(),
        ending.error(),
        ending.attempts(),
        row.queuedAt(),
        row.releasedAt(),
        ending.startedAt(),
        ending.finishedAt(),
        ending.worker(),
        task.type(),
        task.group(),
        task.priority());
  }

  private void stopIfTooManyFailed() {
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

  /** Nothing is released any more; what has not ended is cancelled, bit by bit. */
  void stop(Reason reason) {
    draft.put(draft.life().stopped(reason));
    draft.work().add(new Work.StopRest(null));
  }

  /** Cancels one task, and tells the workers if they have it. */
  void cancel(String taskId, TaskRow.Live row, Reason reason, String detail) {
    if (row instanceof TaskRow.Released released) {
      draft.effect(
          new Effect.StopTask(draft.batchId(), taskId, released.releaseNumber(), reason.name()));
    }
    endWithoutRun(taskId, row, TaskStatus.CANCELLED, reason, detail);
  }
}
