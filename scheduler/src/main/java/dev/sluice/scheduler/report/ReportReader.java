package dev.sluice.scheduler.report;

import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Event.LeaseLost;
import dev.sluice.core.ledger.Event.TaskLeased;
import dev.sluice.core.ledger.Event.TaskReported;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.Attempt;
import dev.sluice.records.Report;
import dev.sluice.scheduler.submission.SubmittedTask;
import dev.sluice.scheduler.wire.Incoming;
import dev.sluice.scheduler.wire.SourceReader;
import dev.sluice.scheduler.wire.Words;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.time.Duration;
import java.util.List;

/** Reads the report topic. */
public final class ReportReader implements SourceReader {

  private static final long MICROS_PER_MILLI = 1000;

  /** Beyond any plan, and far from where sums of times overflow. */
  private static final long LONGEST_RETRY_MS = Duration.ofDays(36_500).toMillis();

  private final String topic;
  private final RecordCodec<Report> codec;

  public ReportReader(String topic, RecordCodec<Report> codec) {
    this.topic = topic;
    this.codec = codec;
  }

  @Override
  public Incoming read(byte[] bytes, long at) throws UndecodableRecordException {
    Report report = codec.decode(topic, bytes);
    return new Incoming.Returned(
        event(report, at),
        report.getTaskId(),
        report.getReleaseNumber(),
        report.getReleasePartition());
  }

  private static TaskReported reported(Report report, long at) throws UndecodableRecordException {
    TaskStatus outcome =
        Words.toCore(report.getOutcome())
            .orElseThrow(() ->
                new UndecodableRecordException(
                    "outcome is unknown to this version; upgrade the scheduler first", null));
    return new TaskReported(
        report.getBatchId(),
        at,
        report.getTaskId(),
        report.getReleaseNumber(),
        outcome,
        report.getReason(),
        Words.content(report.getOutput(), report.getOutputContentType()),
        Words.toCore(report.getError()),
        attempts(report.getAttempts()),
        report.getStartedAt(),
        report.getFinishedAt(),
        report.getWorkerId(),
        retryIn(report.getRetryInMs()),
        report.getSpawned().stream()
            .map(spawned -> SubmittedTask.by(report.getBatchId(), spawned))
            .toList(),
        Math.max(0, report.getLost()),
        Words.content(report.getDetails(), Content.BYTES));
  }

  private static Event event(Report report, long at) throws UndecodableRecordException {
    if (report.getLostLease() != 0) {
      return new LeaseLost(
          report.getBatchId(),
          at,
          report.getTaskId(),
          report.getReleaseNumber(),
          report.getLostLease());
    }
    return report.getLeased() ? leased(report, at) : reported(report, at);
  }

  private static TaskLeased leased(Report report, long at) {
    return new TaskLeased(
        report.getBatchId(),
        at,
        report.getTaskId(),
        report.getReleaseNumber(),
        Math.max(0, report.getLost()),
        Words.content(report.getDetails(), Content.BYTES));
  }

  /** In microseconds; -1 for none. */
  private static long retryIn(long millis) {
    return millis < 0 ? -1 : Math.min(millis, LONGEST_RETRY_MS) * MICROS_PER_MILLI;
  }

  /** Of a long row only the first and the last ones are in the report; their numbers tell. */
  private static int attempts(List<Attempt> kept) {
    return kept.isEmpty() ? 0 : kept.getLast().getNumber() - kept.getFirst().getNumber() + 1;
  }
}
