package dev.sluice.worker.report;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.records.Attempt;
import dev.sluice.records.ErrorInfo;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.TaskStatus;
import dev.sluice.worker.execution.AttemptLog;
import dev.sluice.worker.execution.AttemptOutcome;
import dev.sluice.worker.execution.Ending;
import dev.sluice.worker.execution.FailureCode;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Avro form of an ending. */
final class ReportRecord {

  private ReportRecord() {}

  static Report of(Release release, Ending.Ended ended, String workerId) {
    Content output = ended.output();
    return new Report(
        release.getBatchId(),
        release.getTaskId(),
        release.getReleaseNumber(),
        release.getRound(),
        TaskStatus.valueOf(ended.status().name()),
        ended.code() == null ? null : ended.code().name(),
        output == null ? null : ByteBuffer.wrap(output.bytes()),
        output == null ? Content.JSON : output.type(),
        error(ended.error()),
        ended.attempts().stream().map(ReportRecord::attempt).toList(),
        List.of(),
        ended.startedAt(),
        ended.finishedAt(),
        workerId);
  }

  /** The same report for a broker that takes no record of that size. */
  static Report withoutOutput(Report report, String why) {
    return Report.newBuilder(report)
        .setOutcome(TaskStatus.FAILED)
        .setReason(FailureCode.OUTPUT_TOO_LARGE.name())
        .setOutput(null)
        .setError(new ErrorInfo(FailureCode.OUTPUT_TOO_LARGE.name(), why, false))
        .build();
  }

  private static Attempt attempt(AttemptLog.Entry entry) {
    return switch (entry.outcome()) {
      case AttemptOutcome.Succeeded succeeded -> attempt(entry, TaskStatus.SUCCEEDED, null);
      case AttemptOutcome.Failed failed -> attempt(entry, TaskStatus.FAILED, error(failed.error()));
      case AttemptOutcome.Stopped stopped ->
          attempt(
              entry,
              switch (stopped.cause()) {
                case TIMEOUT, DEADLINE -> TaskStatus.TIMED_OUT;
                case CANCEL, DRAIN -> TaskStatus.CANCELLED;
              },
              new ErrorInfo(stopped.cause().name(), stopped.message(), false));
    };
  }

  private static Attempt attempt(
      AttemptLog.Entry entry, TaskStatus outcome, @Nullable ErrorInfo error) {
    return new Attempt(entry.number(), entry.startedAt(), entry.finishedAt(), outcome, error);
  }

  private static @Nullable ErrorInfo error(@Nullable TaskError error) {
    return error == null ? null : new ErrorInfo(error.type(), error.message(), error.retryable());
  }
}
