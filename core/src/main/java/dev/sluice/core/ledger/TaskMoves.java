package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import org.jspecify.annotations.Nullable;

/** The moves of a task that waits for needs, until it could run or never will. */
final class TaskMoves {

  private final Draft draft;
  private final NeedWatch watch;
  private final Endings endings;
  private final Releases releases;

  TaskMoves(Draft draft, NeedWatch watch, Endings endings, Releases releases) {
    this.draft = draft;
    this.watch = watch;
    this.endings = endings;
    this.releases = releases;
  }

  /** A task begins its round: it waits, is skipped, or could run. */
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
    if (!(draft.task(taskId) instanceof TaskRow.Waiting waiting) || !waiting.begun()) {
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
      return;
    }
    TaskSpec task = draft.spec(taskId);
    Life life = draft.life();
    if (life.lets(task)) {
      releases.ready(task, waiting.queued(task.remainingPath(), draft.at(), needs.chain()));
    } else {
      endings.withoutRun(taskId, waiting, TaskStatus.CANCELLED, life.stop(), life.stopDetail());
    }
  }

  private void skip(String taskId, TaskRow.Waiting waiting, @Nullable String unsuccessful) {
    if (unsuccessful == null) {
      endings.withoutRun(
          taskId, waiting, TaskStatus.SKIPPED, Reason.NO_NEED_FAILED, "every need succeeded");
    } else {
      endings.withoutRun(
          taskId, waiting, TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED, "need " + unsuccessful);
    }
  }
}
