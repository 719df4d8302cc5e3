package dev.sluice.scheduler.submission;

import dev.sluice.core.task.Priority;
import dev.sluice.records.Submission;
import dev.sluice.scheduler.wire.Incoming;
import dev.sluice.scheduler.wire.SourceReader;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.UndecodableRecordException;

/** Reads the submission topic of one priority. */
public final class SubmissionReader implements SourceReader {

  private final String topic;
  private final Priority priority;
  private final RecordCodec<Submission> codec;

  /**
   * @param priority of every task in this topic: the topic is the priority
   */
  public SubmissionReader(String topic, Priority priority, RecordCodec<Submission> codec) {
    this.topic = topic;
    this.priority = priority;
    this.codec = codec;
  }

  @Override
  public Incoming read(byte[] bytes, long at) throws UndecodableRecordException {
    Submission submission = codec.decode(topic, bytes);
    return new Incoming.Happened(
        SubmittedTask.in(submission.getBatchId(), at, submission, priority));
  }
}
