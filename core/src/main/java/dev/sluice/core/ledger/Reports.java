package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * Takes reports. The first one for a task's current release counts; every other one is a surprise.
 */
record Reports(Draft draft, TaskMoves moves, Limits limits) {

  void reported(Event.TaskReported report) {
    String taskId = report.taskId();
    TaskRow row = draft.known() ? draft.task(taskId) : null;
    switch (row) {
      case null -> unknown(taskId);
      case TaskRow.Missing missing -> unknown(taskId);
      case TaskRow.Ended ended -> draft.ignore(taskId, Reason.ALREADY_ENDED);
      case TaskRow.Released released when moves.number(released) == report.releaseNumber() ->
          moves.end(draft.spec(taskId), released, ending(report));
      case TaskRow.Live live -> draft.ignore(taskId, Reason.SUPERSEDED_RELEASE);
    }
  }

  private void unknown(String taskId) {
    draft.reject(taskId, Reason.UNKNOWN_TASK, "a report for a task that nobody submitted");
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
    return new Ending(
        TaskStatus.FAILED,
        Reason.OUTPUT_TOO_LARGE.name(),
        null,
        new TaskError(Reason.OUTPUT_TOO_LARGE.name(), detail, false),
        report.attempts(),
        report.startedAt(),
        finishedAt(report),
        report.workerId());
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
        report.workerId());
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
