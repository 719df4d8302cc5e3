package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.ledger.row.Work;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.RunIf;
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
  private final NeedWatch watch;
  private long releasedBytes;

  TaskMoves(Draft draft, Limits limits) {
    this.draft = draft;
    this.limits = limits;
    this.watch = new NeedWatch(draft);
  }

  NeedWatch watch() {
    return watch;
  }

  /** A task was submitted: it waits, is skipped, or could run. */
  void begin(TaskSpec task, TaskRow.Waiting waiting) {
    NeedWatch.Standing needs = watch.standing(task);
    if (needs.hopeless(waiting.runIf()) || needs.unmet().isEmpty()) {
      decided(task.id(), waiting, needs);
    } else {
      watch.begin(task, waiting, needs.unmet());
    }
  }

  /** A need of a waiting task ended; anything but a waiting task does not care any more. */
  void needEnded(String taskId, String need, TaskStatus status) {
    if (!(draft.task(taskId) instanceof TaskRow.Waiting waiting)) {
      return;
    }
    if (status != TaskStatus.SUCCEEDED && waiting.runIf() == RunIf.SUCCESS) {
      skip(taskId, waiting, NeedWatch.because(need, status));
    } else if (waiting.watched().equals(need)) {
      TaskSpec task = draft.spec(taskId);
      if (!watch.moveOn(task, waiting)) {
        decided(taskId, waiting, watch.standing(task));
      }
    }
  }

  /** Looks at the needs of a waiting task of which so far only one was watched. */
  void spreadEdges(String taskId, TaskRow.Waiting waiting) {
    NeedWatch.Standing needs = watch.standing(draft.spec(taskId));
    if (needs.hopeless(waiting.runIf())) {
      skip(taskId, waiting, needs.unsuccessful());
    } else {
      watch.spread(taskId, waiting, needs.unmet());
    }
  }

  /** What becomes of a task is known from its needs. */
  private void decided(String taskId, TaskRow.Waiting waiting, NeedWatch.Standing needs) {
    if (needs.hopeless(waiting.runIf())) {
      skip(taskId, waiting, needs.unsuccessful());
    } else {
      ready(taskId, waiting);
    }
  }

  private void skip(String taskId, TaskRow.Waiting waiting, @Nullable String unsuccessful) {
    if (unsuccessful == null) {
      endWithoutRun(
          taskId, waiting, TaskStatus.SKIPPED, Reason.NO_NEED_FAILED, "every need succeeded");
    } else {
      endWithoutRun(
          taskId, waiting, TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED, "need " + unsuccessful);
    }
  }

  private void ready(String taskId, TaskRow.Waiting waiting) {
    TaskSpec task = draft.spec(taskId);
    Life life = draft.life();
    if (life.stop() != null) {
      endWithoutRun(
          taskId, waiting, TaskStatus.CANCELLED, life.stop(), "the batch is being stopped");
      return;
    }
    TaskRow.Queued queued = waiting.queued(task.remainingPath(), draft.at());
    if (task.notBefore() > draft.at()) {
      delay(taskId, queued.until(task.notBefore()));
    } else {
      queueOrRelease(taskId, task, queued);
    }
  }

  private void delay(String taskId, TaskRow.Delayed delayed) {
    draft.put(draft.tally().withQueued(1));
    draft.put(taskId, delayed);
    draft.put(Timer.release(delayed.due(), draft.batchId(), taskId));
  }

  /** The fencing token of a release. */
  int number(TaskRow.Released released) {
    return ReleaseNumber.of(draft.life().round(), released.turn().releases());
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
      draft.line().join(queued.turn().slot(), taskId);
    }
  }

  /** Whether the batch is going and its window has room. */
  boolean mayRelease() {
    Life life = draft.life();
    return life.status() == BatchStatus.RUNNING && life.stop() == null && draft.batch().admits();
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
    Content payload = Placeholders.fill(task.payload(), limits.releaseBytes(), draft::output);
    List<Effect.NeedOutcome> inputs = new ArrayList<>();
    long bytes = payload == null ? Long.MAX_VALUE : inputs(task, payload.size(), inputs);
    if (payload == null || bytes > limits.releaseBytes()) {
      String detail =
          "payload and inputs have more than "
              + limits.releaseBytes()
              + " bytes together; let the needs hand on references";
      endWithoutRun(taskId, released, TaskStatus.FAILED, Reason.INPUTS_TOO_LARGE, detail);
      return;
    }
    releasedBytes += bytes;
    draft.effect(
        new Effect.ReleaseTask(
            draft.batchId(),
            task.withPayload(payload),
            inputs,
            number(released),
            draft.life().round(),
            released.attempts(),
            draft.batch().policy().deadline(),
            released.queuedAt(),
            released.releasedAt()));
  }

  /** Collects the outcomes of the needs while they fit, and tells how many bytes it came to. */
  private long inputs(TaskSpec task, long payloadBytes, List<Effect.NeedOutcome> inputs) {
    long bytes = payloadBytes;
    for (String need : new LinkedHashSet<>(task.needs())) {
      if (draft.task(need) instanceof TaskRow.Ended(TaskStatus status, boolean kept)) {
        Content output = kept && task.inputs() ? draft.output(need) : null;
        inputs.add(new Effect.NeedOutcome(need, status, output));
        bytes += need.length() + (output == null ? 0 : output.size());
        if (bytes > limits.releaseBytes()) {
          break;
        }
      }
    }
    return bytes;
  }

  /** Bytes that this decision hands to the workers so far. */
  long releasedBytes() {
    return releasedBytes;
  }

  void endWithoutRun(
      String taskId, TaskRow.Live row, TaskStatus status, Reason reason, String detail) {
    end(draft.spec(taskId), row, Ending.withoutRun(status, reason, detail, draft.at()));
  }

  /** Ends a task: its one result, and word to its dependants. */
  void end(TaskSpec task, TaskRow.Live row, Ending ending) {
    leave(task.id(), row);
    draft.put(draft.tally().withEnded(ending.status()));
    boolean keepsOutput = keepsOutput(ending);
    draft.put(task.id(), row.ended(ending.status(), keepsOutput));
    if (keepsOutput) {
      draft.put(task.id(), ending.output());
    }
    draft.effect(result(task, row, ending));
    if (draft.edges().count() > 0) {
      draft.work().add(new Work.Settle(task.id(), null));
    }
    stopIfTooManyFailed();
    if (ending.status() != TaskStatus.SUCCEEDED && draft.life().stop() == null) {
      watch.keepAllEdges();
    }
  }

  /** Whether anybody can ask for the output. */
  private boolean keepsOutput(Ending ending) {
    boolean neededByNone = draft.batch().complete() && draft.edges().count() == 0;
    return ending.status() == TaskStatus.SUCCEEDED
        && ending.output() != null
        && ending.output().size() > 0
        && !neededByNone;
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
    if (draft.tally().active() > 0) {
      draft.effect(
          new Effect.StopTask(
              draft.batchId(), null, ReleaseNumber.lastOf(draft.life().round()), reason.name()));
    }
    draft.work().add(new Work.StopRest(null));
  }

  /** Cancels one task of a batch that goes on, and tells the workers if they have it. */
  void cancel(String taskId, TaskRow.Live row, Reason reason, String detail) {
    if (row instanceof TaskRow.Released released) {
      draft.effect(new Effect.StopTask(draft.batchId(), taskId, number(released), reason.name()));
    }
    endWithoutRun(taskId, row, TaskStatus.CANCELLED, reason, detail);
  }
}
