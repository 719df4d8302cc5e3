package dev.sluice.core.explain;

import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.ReleaseNumber;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.task.RunIf;
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
    String text =
        batch.complete() || batch.life().status().terminal()
            ? "others need it, and it was never submitted: these are rejected or cancelled"
            : "others need it, and nobody has submitted it yet";
    return new Explanation(taskId, Explanation.UNKNOWN, Cause.NOT_SUBMITTED, text);
  }

  private Explanation waiting(String taskId, TaskRow.Waiting waiting, int looks) {
    Hold stopping = Hold.of(batch.life(), waiting.runIf() != RunIf.SUCCESS);
    if (stopping != null && stopping.cause() == Cause.BATCH_STOPPING) {
      return because(taskId, TaskStatus.PENDING, stopping);
    }
    TaskSpec task = spec(taskId);
    UnmetNeeds unmet = UnmetNeeds.of(batchId, task.needs(), waiting.watched(), looks, view);
    Hold hold =
        unmet.none()
            ? new Hold(Cause.WORK_LEFT, "its needs have ended; the scheduler is on its way to it")
            : new Hold(Cause.WAITS_FOR_NEEDS, unmet.text());
    return because(taskId, TaskStatus.PENDING, hold);
  }

  private Explanation delayed(String taskId, TaskRow.Delayed delayed) {
    TaskSpec task = spec(taskId);
    Hold hold = Hold.of(batch.life(), task.cleansUp());
    return because(taskId, TaskStatus.QUEUED, hold == null ? delay(task, delayed) : hold);
  }

  private Hold delay(TaskSpec task, TaskRow.Delayed delayed) {
    String in = "in " + Words.until(delayed.due(), now);
    if (delayed.turn().releases() == 0) {
      return new Hold(Cause.NOT_BEFORE, "not before " + Words.time(delayed.due()) + ", " + in);
    }
    String of = task.retry() == null ? "" : " of " + task.retry().maxRetries();
    String next =
        delayed.attempts() == 0
            ? "a worker handed it back, and it is released again "
            : "retry " + delayed.attempts() + of + " ";
    return new Hold(Cause.RETRY_DELAY, next + in + lost(delayed.turn().lost()));
  }

  private static String lost(int workers) {
    return workers == 0
        ? ""
        : "; "
            + Words.count(workers, "worker")
            + (workers == 1 ? " was" : " were")
            + " lost with it";
  }

  private Explanation queued(String taskId) {
    TaskSpec task = spec(taskId);
    Hold hold = Hold.of(batch.life(), task.cleansUp());
    return because(taskId, TaskStatus.QUEUED, hold == null ? line(task) : hold);
  }

  /** What keeps a task in the line of a batch that goes on. */
  private Hold line(TaskSpec task) {
    if (!batch.life().opened() && task.awaitOpen()) {
      return new Hold(Cause.BATCH_NOT_OPENED, "parked until the batch's open command arrives");
    }
    return batch.admits()
        ? new Hold(Cause.IN_LINE, "nothing holds it; the scheduler is on its way to it")
        : new Hold(Cause.WINDOW_FULL, "held by the " + Hold.window(batch));
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
