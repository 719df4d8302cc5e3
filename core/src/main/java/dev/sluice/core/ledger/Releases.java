package dev.sluice.core.ledger;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.ledger.ReleaseContents.Contents;
import dev.sluice.core.ledger.ReleaseContents.Unfit;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;

/** Hands tasks whose needs are as they should be to the workers: at once, in turn, or later. */
final class Releases {

  private final Draft draft;
  private final ReleaseContents contents;
  private final OutputCache cache;
  private final Endings endings;
  private long bytes;

  Releases(Draft draft, ReleaseContents contents, OutputCache cache, Endings endings) {
    this.draft = draft;
    this.contents = contents;
    this.cache = cache;
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
    switch (contents.of(task)) {
      case Contents ready -> {
        bytes += ready.bytes();
        CachedOutput standIn = cache.standIn(ready);
        if (standIn == null) {
          release(ready, handedOut(queued, task));
        } else {
          bytes += standIn.output() == null ? 0 : standIn.output().size();
          endings.endInTurn(task, queued, Ending.cached(standIn, draft.at()));
        }
      }
      case Unfit(Reason reason, String detail, long read) -> {
        bytes += read;
        endings.withoutRun(task.id(), handedOut(queued, task), TaskStatus.FAILED, reason, detail);
      }
    }
  }

  private TaskRow.Released handedOut(TaskRow.Queued queued, TaskSpec task) {
    TaskRow.Released released = queued.released(draft.at());
    draft.put(draft.tally().withReleased());
    draft.put(task.id(), released);
    return released;
  }

  private void release(Contents ready, TaskRow.Released released) {
    draft.effect(
        new Effect.ReleaseTask(
            draft.batchId(),
            ready.task(),
            ready.inputs(),
            draft.releaseNumber(released),
            draft.life().round(),
            released.attempts(),
            draft.batch().policy().deadline(),
            released.queuedAt(),
            released.releasedAt(),
            released.turn().lost(),
            released.turn().details()));
  }
}
