package dev.sluice.scheduler.submission;

import dev.sluice.core.ledger.Event.TaskSubmitted;
import dev.sluice.core.task.Priority;
import dev.sluice.records.Submission;
import dev.sluice.scheduler.wire.Incoming;
import dev.sluice.scheduler.wire.SourceReader;
import dev.sluice.scheduler.wire.TraceInRecords;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.UndecodableRecordException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Reads the submission topic of one priority. */
public final class SubmissionReader implements SourceReader {

  private final String topic;
  private final Priority priority;
  private final RecordCodec<Submission> codec;
  private final SubmittedTrace trace;

  /**
   * @param priority of every task in this topic: the topic is the priority
   * @param trace puts into a task in which trace it was submitted
   */
  public SubmissionReader(
      String topic, Priority priority, RecordCodec<Submission> codec, SubmittedTrace trace) {
    this.topic = topic;
    this.priority = priority;
    this.codec = codec;
    this.trace = trace;
  }

  @Override
  public Incoming read(byte[] bytes, long at) throws UndecodableRecordException {
    return read(bytes, at, new RecordHeaders());
  }

  @Override
  public Incoming read(byte[] bytes, long at, Headers headers) throws UndecodableRecordException {
    Submission submission = codec.decode(topic, bytes);
    TaskSubmitted submitted = SubmittedTask.in(submission.getBatchId(), at, submission, priority);
    return new Incoming.Happened(trace.added(submitted, TraceInRecords.read(headers)));
  }
}
