package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.AdaptiveWindow;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.ledger.row.Work;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes reports. The first one for a task's current release counts; every other one is a surprise.
 */
record Reports(Draft draft, Endings endings, Releases releases, OutputCache cache, Limits limits) {

  private static final long LONGEST_DELAY = TimeUnit.DAYS.toMicros(30);
  private static final int SPAWNED_AT_A_TIME = 64;

  void reported(Event.TaskReported report) {
    String taskId = report.taskId();
    TaskRow row = draft.known() ? draft.task(taskId) : null;
    switch (row) {
      case null -> unknown(taskId);
      case TaskRow.Missing missing -> unknown(taskId);
      case TaskRow.Ended ended -> draft.ignore(taskId, Reason.ALREADY_ENDED);
      case TaskRow.Released released when isOf(released, report) ->
          counts(draft.spec(taskId), released, report);
      case TaskRow.Live live -> draft.ignore(taskId, Reason.SUPERSEDED_RELEASE);
    }
  }

  private void unknown(String taskId) {
    draft.reject(taskId, Reason.UNKNOWN_TASK, "a report for a task that nobody submitted");
  }

  private boolean isOf(TaskRow.Released released, Event.TaskReported report) {
    return draft.releaseNumber(released) == report.releaseNumber();
  }

  private void counts(TaskSpec task, TaskRow.Released released, Event.TaskReported report) {
    if (report.outcome() == TaskStatus.SUCCEEDED) {
      succeeded(task, released, report);
    } else if (report.retryIn() >= 0 && mayRunAgain(task, released, report)) {
      AdaptiveWindow adaptive = draft.batch().adaptive();
      if (adaptive != null && attempts(report) > 0) {
        draft.put(draft.batch().with(adaptive.after(false)));
      }
      long delay = Math.min(report.retryIn(), LONGEST_DELAY);
      TaskRow.Released heard =
          released.with(released.turn().afterLosses(report.lost()).with(details(report)));
      releases.again(task, heard, delay, attempts(report));
    } else {
      endings.end(task, released, ending(report));
    }
  }

  private @Nullable Content details(Event.TaskReported report) {
    Content details = report.details();
    return details == null || details.size() > Limits.DETAILS_BYTES ? null : details;
  }

  private static int attempts(Event.TaskReported report) {
    return Math.max(0, report.attempts());
  }

  /** Whether the task's retry plan has another attempt left, and the batch goes on. */
  private boolean mayRunAgain(TaskSpec task, TaskRow.Released released, Event.TaskReported report) {
    int retries = task.retry() == null ? 0 : task.retry().retries();
    return draft.life().lets(task)
        && (long) released.attempts() + attempts(report) <= retries
        && released.turn().releases() < ReleaseNumber.MOST_IN_A_ROUND;
  }

  /** The tasks that it added are taken in with this very report: all of them, or it fails. */
  private void succeeded(TaskSpec task, TaskRow.Released released, Event.TaskReported report) {
    List<Event.Spawned> spawned = report.spawned();
    if (spawned.isEmpty()) {
      Ending ending = ending(report);
      endings.end(task, released, ending);
      if (ending.status() == TaskStatus.SUCCEEDED) {
        cache.keep(task, ending.output());
      }
      return;
    }
    // Not kept in the cache: whoever used it would go without the tasks that it added.
    Ending ending = spawning(report);
    endings.endSpawner(task, released, ending);
    if (ending.status() == TaskStatus.SUCCEEDED) {
      for (int from = 0; from < spawned.size(); from += SPAWNED_AT_A_TIME) {
        int to = Math.min(from + SPAWNED_AT_A_TIME, spawned.size());
        draft.work().add(new Work.Spawn(spawnedBy(task, spawned.subList(from, to))));
      }
    }
  }

  private Ending spawning(Event.TaskReported report) {
    int added = report.spawned().size();
    if (added > limits.spawnedPerReport()) {
      return failed(
          report,
          Reason.TOO_MANY_SPAWNED,
          "the task adds " + added + " tasks, the limit is " + limits.spawnedPerReport());
    }
    if (added > limits.tasksPerBatch() - draft.tally().received()) {
      return failed(
          report,
          Reason.BATCH_TOO_LARGE,
          "the task adds " + added + " tasks, a batch may have " + limits.tasksPerBatch());
    }
    return ending(report);
  }

  private static List<Event.Spawned> spawnedBy(TaskSpec task, List<Event.Spawned> spawned) {
    return spawned.stream()
        .map(each -> new Event.Spawned(each.task().spawnedBy(task), each.flaw()))
        .toList();
  }

  private Ending ending(Event.TaskReported report) {
    return switch (report.outcome()) {
      case SUCCEEDED -> tooLarge(report) ? outputTooLarge(report) : as(report, report.outcome());
      case FAILED, TIMED_OUT, CANCELLED -> as(report, report.outcome());
      case PENDING, QUEUED, RELEASED, RUNNING, SKIPPED, REJECTED -> as(report, TaskStatus.FAILED);
    };
  }

  private boolean tooLarge(Event.TaskReported report) {
    return report.output() != null && report.output().size() > limits.outputBytes();
  }

  private Ending outputTooLarge(Event.TaskReported report) {
    String detail =
        "the output has "
            + (report.output() == null ? 0 : report.output().size())
            + " bytes, the limit is "
            + limits.outputBytes()
            + "; hand on a reference to the data instead";
    return failed(report, Reason.OUTPUT_TOO_LARGE, detail);
  }

  private Ending failed(Event.TaskReported report, Reason reason, String detail) {
    return new Ending(
        TaskStatus.FAILED,
        reason.name(),
        null,
        new TaskError(reason.name(), detail, false),
        report.attempts(),
        report.startedAt(),
        finishedAt(report),
        report.workerId(),
        null);
  }

  private Ending as(Event.TaskReported report, TaskStatus status) {
    return new Ending(
        status,
        report.reason(),
        tooLarge(report) ? null : report.output(),
        cut(report.error()),
        report.attempts(),
        report.startedAt(),
        finishedAt(report),
        report.workerId(),
        null);
  }

  /** Clocks jump; a duration is never negative. */
  private static long finishedAt(Event.TaskReported report) {
    return Math.max(report.startedAt(), report.finishedAt());
  }

  private @Nullable TaskError cut(@Nullable TaskError error) {
    if (error == null
        || error.message() == null
        || error.message().length() <= limits.errorTextChars()) {
      return error;
    }
    return new TaskError(
        error.type(), error.message().substring(0, limits.errorTextChars()), error.retryable());
  }
}
