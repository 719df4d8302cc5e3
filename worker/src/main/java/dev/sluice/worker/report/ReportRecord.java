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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Avro form of an ending. */
final class ReportRecord {

  private static final int TERSE_CHARS = 100;
  private static final long TASK_ENDED = -1;

  private ReportRecord() {}

  static Report of(Released released, Ending.Reported ending, String workerId) {
    return switch (ending) {
      case Ending.Ended ended -> ended(released.withoutDetails(), ended, workerId, TASK_ENDED);
      case Ending.Postponed postponed ->
          ended(released, postponed.last(), workerId, postponed.retryIn().toMillis());
      case Ending.HandedBack back ->
          ended(released, handedBack(back.run()), workerId, back.after().toMillis());
    };
  }

  private static Ending.Ended handedBack(Ending.Run run) {
    return new Ending.Ended(
        dev.sluice.core.task.TaskStatus.CANCELLED,
        FailureCode.HANDED_BACK,
        null,
        null,
        List.of(),
        run);
  }

  /** No ending: the task goes on, and the worker answers for it from now on. */
  static Report lease(Released released, String workerId, long now) {
    return Report.newBuilder(
            ended(released, handedBack(Ending.Run.none(now)), workerId, TASK_ENDED))
        .setReason(null)
        .setLeased(true)
        .build();
  }

  private static Report ended(
      Released released, Ending.Ended ended, String workerId, long retryInMs) {
    Release release = released.release();
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
        attempts(ended.run().attempts()),
        SpawnedRecords.of(release.getBatchId(), ended.spawned()),
        ended.run().startedAt(),
        ended.run().finishedAt(),
        workerId,
        retryInMs,
        false,
        released.lost(),
        released.details(),
        released.partition(),
        0L);
  }

  /**
   * The same report with less in it, for a broker that takes no record of that size: first the
   * attempts' messages are cut, then their errors go, then the output and the tasks that the task
   * adds go, and it fails. What is left after that is smaller than any sensible limit. The attempts
   * themselves stay, because they are counted.
   *
   * @return empty where nothing is left to leave out
   */
  static Optional<Report> smaller(Report report, String why) {
    List<Attempt> attempts = report.getAttempts();
    if (attempts.stream().anyMatch(ReportRecord::talkative)) {
      return Optional.of(
          Report.newBuilder(report)
              .setAttempts(attempts.stream().map(ReportRecord::terse).toList())
              .build());
    }
    if (attempts.stream().anyMatch(each -> each.getError() != null)) {
      return Optional.of(
          Report.newBuilder(report)
              .setAttempts(attempts.stream().map(ReportRecord::silent).toList())
              .build());
    }
    if (!report.getSpawned().isEmpty()) {
      String count = report.getSpawned().size() + " tasks are more than the report can carry: ";
      return Optional.of(failed(report, FailureCode.TOO_MANY_SPAWNED, count + why));
    }
    return report.getOutput() == null
        ? Optional.empty()
        : Optional.of(failed(report, FailureCode.OUTPUT_TOO_LARGE, why));
  }

  private static boolean talkative(Attempt attempt) {
    ErrorInfo error = attempt.getError();
    return error != null && error.getMessage() != null && error.getMessage().length() > TERSE_CHARS;
  }

  private static Attempt terse(Attempt attempt) {
    if (!talkative(attempt)) {
      return attempt;
    }
    var error = ErrorInfo.newBuilder(attempt.getError());
    error.setMessage(error.getMessage().substring(0, TERSE_CHARS));
    return Attempt.newBuilder(attempt).setError(error.build()).build();
  }

  private static Attempt silent(Attempt attempt) {
    return Attempt.newBuilder(attempt).setError(null).build();
  }

  private static Report failed(Report report, FailureCode code, String why) {
    return Report.newBuilder(report)
        .setOutcome(TaskStatus.FAILED)
        .setReason(code.name())
        .setOutput(null)
        .setOutputContentType(Content.JSON)
        .setSpawned(List.of())
        .setError(new ErrorInfo(code.name(), why, false))
        .build();
  }

  private static List<Attempt> attempts(List<AttemptLog.Entry> entries) {
    return entries.size() == 1
        ? List.of(attempt(entries.get(0)))
        : entries.stream().map(ReportRecord::attempt).toList();
  }

  private static Attempt attempt(AttemptLog.Entry entry) {
    return switch (entry.outcome()) {
      case AttemptOutcome.Succeeded succeeded -> attempt(entry, TaskStatus.SUCCEEDED, null);
      case AttemptOutcome.Deferred never -> attempt(entry, TaskStatus.CANCELLED, null);
      case AttemptOutcome.Failed failed -> attempt(entry, TaskStatus.FAILED, error(failed.error()));
      case AttemptOutcome.Stopped stopped ->
          attempt(
              entry,
              switch (stopped.cause()) {
                case TIMEOUT, DEADLINE -> TaskStatus.TIMED_OUT;
                case CANCEL, DRAIN, LOST -> TaskStatus.CANCELLED;
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
