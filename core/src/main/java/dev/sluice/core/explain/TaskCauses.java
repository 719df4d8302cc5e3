package dev.sluice.core.explain;

import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.ReleaseNumber;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells why the tasks of a batch are where they are. */
record TaskCauses(String batchId, BatchRow batch, LedgerView view, Workforce workforce, long now) {

  static Explanation unknown(String taskId) {
    return new Explanation(
        taskId,
        Explanation.UNKNOWN,
        Cause.UNKNOWN_TASK,
        "the batch has no such task, or it was not submitted yet");
  }

  /**
   * @param looks needs that may be looked at
   */
  Explanation explain(String taskId, TaskRow row, int looks) {
    return switch (row) {
      case TaskRow.Missing missing -> missing(taskId);
      case TaskRow.Waiting waiting -> waiting(taskId, waiting, looks);
      case TaskRow.Delayed delayed -> delayed(taskId, delayed);
      case TaskRow.Queued queued -> queued(taskId);
      case TaskRow.Released released -> released(taskId, released);
      case TaskRow.Ended ended ->
          new Explanation(
              taskId,
              ended.status().name(),
              Cause.ENDED,
              "ended " + ended.status() + "; the reason is in its result");
    };
  }

  private Explanation missing(String taskId) {
    String rejected =
        batch.complete() ? "; the batch is complete, so what needs it will be rejected" : "";
    return new Explanation(
        taskId,
        Explanation.UNKNOWN,
        Cause.NOT_SUBMITTED,
        "others need it, and nobody has submitted it yet" + rejected);
  }

  private Explanation waiting(String taskId, TaskRow.Waiting waiting, int looks) {
    Life life = batch.life();
    if (life.stop() != null && !Hold.cleansUp(life.stop(), waiting.runIf())) {
      return because(taskId, TaskStatus.PENDING, Objects.requireNonNull(Hold.of(life)));
    }
    TaskSpec task = spec(taskId);
    UnmetNeeds unmet = UnmetNeeds.of(batchId, task.needs(), waiting.watched(), looks, view);
    return unmet.none()
        ? because(
            taskId,
            TaskStatus.PENDING,
            new Hold(Cause.WORK_LEFT, "its needs have ended; the scheduler is on its way to it"))
        : because(taskId, TaskStatus.PENDING, new Hold(Cause.WAITS_FOR_NEEDS, unmet.text()));
  }

  private Explanation delayed(String taskId, TaskRow.Delayed delayed) {
    TaskSpec task = spec(taskId);
    Life life = batch.life();
    if (life.stop() != null && !Hold.cleansUp(life.stop(), task.runIf())) {
      return because(taskId, TaskStatus.QUEUED, Objects.requireNonNull(Hold.of(life)));
    }
    String in = "in " + Words.until(delayed.due(), now);
    if (delayed.attempts() == 0) {
      String text = "not before " + Words.time(delayed.due()) + ", " + in;
      return because(taskId, TaskStatus.QUEUED, new Hold(Cause.NOT_BEFORE, text));
    }
    String of = task.retry() == null ? "" : " of " + task.retry().maxRetries();
    return because(
        taskId,
        TaskStatus.QUEUED,
        new Hold(Cause.RETRY_DELAY, "retry " + delayed.attempts() + of + " " + in));
  }

  private Explanation queued(String taskId) {
    Life life = batch.life();
    Hold hold = Hold.of(life);
    if (hold != null && !(life.stop() != null && cleansUp(taskId))) {
      return because(taskId, TaskStatus.QUEUED, hold);
    }
    if (!batch.admits()) {
      String text = "held by the " + Hold.window(batch);
      return because(taskId, TaskStatus.QUEUED, new Hold(Cause.WINDOW_FULL, text));
    }
    return !life.opened() && spec(taskId).awaitOpen()
        ? because(
            taskId,
            TaskStatus.QUEUED,
            new Hold(Cause.BATCH_NOT_OPENED, "parked until the batch's open command arrives"))
        : because(
            taskId,
            TaskStatus.QUEUED,
            new Hold(Cause.IN_LINE, "nothing holds it; the scheduler is on its way to it"));
  }

  private boolean cleansUp(String taskId) {
    return Hold.cleansUp(batch.life().stop(), spec(taskId).runIf());
  }

  private Explanation released(String taskId, TaskRow.Released released) {
    AtWorkers workers = new AtWorkers(workforce, released.releasedAt(), now);
    int number = ReleaseNumber.of(batch.life().round(), released.turn().releases());
    Workforce.Run run = workforce.run(batchId, taskId, number);
    if (run != null) {
      return workers.running(taskId, run);
    }
    TaskSpec task = spec(taskId);
    return workers.waiting(taskId, task.pool(), task.type());
  }

  private static Explanation because(String taskId, TaskStatus status, Hold hold) {
    return new Explanation(taskId, status.name(), hold.cause(), hold.text());
  }

  /** What was submitted as a task that has not ended: always there. */
  private TaskSpec spec(String taskId) {
    StoredTask row = view.task(batchId, taskId);
    @Nullable TaskSpec spec = row == null ? null : row.spec();
    return Objects.requireNonNull(
        spec == null ? view.spec(batchId, taskId) : spec,
        () -> "no submission row for " + batchId + "/" + taskId);
  }
}
