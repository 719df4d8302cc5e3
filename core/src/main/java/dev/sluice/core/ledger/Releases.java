package dev.sluice.core.ledger;

import dev.sluice.core.data.Filling;
import dev.sluice.core.data.Placeholders;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands tasks whose needs are as they should be to the workers: at once, in turn, or later. */
final class Releases {

  private final Draft draft;
  private final Limits limits;
  private final Endings endings;
  private long bytes;

  Releases(Draft draft, Limits limits, Endings endings) {
    this.draft = draft;
    this.limits = limits;
    this.endings = endings;
  }

  /** Bytes that this decision hands to the workers so far. */
  long bytes() {
    return bytes;
  }

  /** A task could run now, but for what it says itself, the window or a pause. */
  void ready(TaskSpec task, TaskRow.Queued queued) {
    if (task.notBefore() > draft.at()) {
      hold(task.id(), queued.until(task.notBefore()));
    } else {
      inTurn(task, queued);
    }
  }

  private void hold(String taskId, TaskRow.Delayed delayed) {
    draft.put(draft.tally().withQueued(1));
    draft.put(taskId, delayed);
    draft.put(Timer.release(delayed.due(), draft.batchId(), taskId));
  }

  /** A delayed task's time has come. */
  void delayElapsed(String taskId, TaskRow.Delayed delayed) {
    TaskSpec task = draft.spec(taskId);
    if (!draft.life().lets(task)) {
      endings.stopped(taskId, delayed);
    } else {
      draft.put(draft.tally().withQueued(-1));
      inTurn(task, delayed.elapsed());
    }
  }

  /**
   * Workers tried a task, or gave it back, and it is to run again.
   *
   * @param delay not before so many microseconds from now
   * @param attempts those that count
   */
  void again(TaskSpec task, TaskRow.Released released, long delay, int attempts) {
    draft.put(draft.tally().withoutActive());
    TaskRow.Delayed delayed = released.until(draft.at() + delay, attempts);
    if (delay == 0) {
      inTurn(task, delayed.elapsed());
    } else {
      hold(task.id(), delayed);
    }
  }

  private void inTurn(TaskSpec task, TaskRow.Queued queued) {
    boolean opened = draft.life().opened();
    boolean parked = task.awaitOpen() && !opened;
    // A batch that was not opened has neither window nor pause: only parked tasks stand in its
    // line.
    boolean nobodyBefore = draft.tally().queued() == 0 || !opened;
    if (!parked && nobodyBefore && mayRelease()) {
      release(task, queued);
    } else {
      draft.put(draft.tally().withQueued(1));
      draft.put(task.id(), queued);
      draft.line().join(queued.turn().slot(), task.id());
    }
  }

  /** Whether the batch is going and its window has room. */
  boolean mayRelease() {
    Life life = draft.life();
    return life.status() == BatchStatus.RUNNING
        && (life.stop() == null || life.cleansUp())
        && draft.batch().admits();
  }

  /** Releases the first in line; false if nobody stands there. */
  boolean releaseFirstInLine() {
    String taskId = draft.line().takeFirst();
    if (taskId == null) {
      return false;
    }
    if (draft.task(taskId) instanceof TaskRow.Queued queued) {
      TaskSpec task = draft.spec(taskId);
      if (!draft.life().lets(task)) {
        endings.stopped(taskId, queued);
      } else {
        draft.put(draft.tally().withQueued(-1));
        release(task, queued);
      }
    }
    return true;
  }

  private void release(TaskSpec task, TaskRow.Queued queued) {
    TaskRow.Released released = queued.released(draft.at());
    draft.put(draft.tally().withReleased());
    draft.put(task.id(), released);
    Placeholders placeholders = Placeholders.of(task.payload());
    String dropped = dropped(task, placeholders);
    if (dropped != null) {
      endings.withoutRun(
          task.id(),
          released,
          TaskStatus.FAILED,
          Reason.INPUT_NOT_FOUND,
          "the output of "
              + dropped
              + " is gone: nothing needed it when it ended; let the task that adds this one hand it"
              + " on");
      return;
    }
    switch (placeholders.fill(limits.releaseBytes(), draft::output)) {
      case Filling.NotFound(String message) ->
          endings.withoutRun(
              task.id(), released, TaskStatus.FAILED, Reason.INPUT_NOT_FOUND, message);
      case Filling.TooLarge tooLarge -> tooLarge(task, released);
      case Filling.Filled(Content payload, long read) -> {
        bytes += read;
        release(task.withPayload(payload), released);
      }
    }
  }

  private void release(TaskSpec task, TaskRow.Released released) {
    List<Effect.NeedOutcome> inputs = new ArrayList<>();
    long size = inputs(task, task.payload().size(), inputs);
    if (size > limits.releaseBytes()) {
      tooLarge(task, released);
      return;
    }
    bytes += size;
    draft.effect(
        new Effect.ReleaseTask(
            draft.batchId(),
            task,
            inputs,
            draft.releaseNumber(released),
            draft.life().round(),
            released.attempts(),
            draft.batch().policy().deadline(),
            released.queuedAt(),
            released.releasedAt(),
            released.turn().lost(),
            released.turn().details()));
  }

  /** A need whose output this task asks for although nobody did when it ended. */
  private @Nullable String dropped(TaskSpec task, Placeholders payload) {
    if (draft.tally().spawned() == 0) {
      return null; // all that needs an output was known when the task ended that gave it
    }
    for (String need : task.inputs() ? Set.copyOf(task.needs()) : payload.tasks()) {
      if (draft.task(need) instanceof TaskRow.Ended ended
          && ended.output() == TaskRow.Output.DROPPED) {
        return need;
      }
    }
    return null;
  }

  private void tooLarge(TaskSpec task, TaskRow.Released released) {
    String detail =
        "payload and inputs have more than "
            + limits.releaseBytes()
            + " bytes together; let the needs hand on references";
    endings.withoutRun(task.id(), released, TaskStatus.FAILED, Reason.INPUTS_TOO_LARGE, detail);
  }

  /** Collects the outcomes of the needs while they fit, and tells how many bytes it came to. */
  private long inputs(TaskSpec task, long payloadBytes, List<Effect.NeedOutcome> inputs) {
    long size = payloadBytes;
    for (String need : new LinkedHashSet<>(task.needs())) {
      if (draft.task(need) instanceof TaskRow.Ended ended) {
        boolean kept = ended.output() == TaskRow.Output.KEPT;
        Content output = kept && task.inputs() ? draft.output(need) : null;
        inputs.add(new Effect.NeedOutcome(need, ended.status(), output));
        size += need.length() + (output == null ? 0 : output.size());
        if (size > limits.releaseBytes()) {
          break;
        }
      }
    }
    return size;
  }
}
