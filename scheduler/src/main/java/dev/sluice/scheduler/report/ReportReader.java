package dev.sluice.scheduler.report;

import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Event.TaskReported;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.Report;
import dev.sluice.records.Submission;
import dev.sluice.scheduler.submission.SubmittedTask;
import dev.sluice.scheduler.wire.Incoming;
import dev.sluice.scheduler.wire.SourceReader;
import dev.sluice.scheduler.wire.Words;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.util.ArrayList;
import java.util.List;

/** Reads the report topic. */
public final class ReportReader implements SourceReader {

  private final String topic;
  private final RecordCodec<Report> codec;

  public ReportReader(String topic, RecordCodec<Report> codec) {
    this.topic = topic;
    this.codec = codec;
  }

  @Override
  public Incoming read(byte[] bytes, long at) throws UndecodableRecordException {
    Report report = codec.decode(topic, bytes);
    String batchId = report.getBatchId();
    List<Event> events = new ArrayList<>();
    for (Submission spawned : report.getSpawned()) {
      // Before the report, so that the batch can't close between the two.
      events.add(SubmittedTask.in(batchId, at, spawned, Priority.NORMAL));
    }
    events.add(reported(report, at));
    return new Incoming(batchId, events);
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
        report.getAttempts().size(),
        report.getStartedAt(),
        report.getFinishedAt(),
        report.getWorkerId());
  }
}
