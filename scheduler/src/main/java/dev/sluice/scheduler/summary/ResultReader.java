package dev.sluice.scheduler.summary;

import dev.sluice.core.limits.Ids;
import dev.sluice.core.summary.Contribution;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.Result;
import dev.sluice.scheduler.wire.Words;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.UndecodableRecordException;

/** Reads the result topic. */
public final class ResultReader {

  private final String topic;
  private final RecordCodec<Result> codec;

  /** What a result adds to which batch. */
  record Folded(String batchId, String taskId, Contribution contribution) {}

  public ResultReader(String topic, RecordCodec<Result> codec) {
    this.topic = topic;
    this.codec = codec;
  }

  Folded read(byte[] bytes) throws UndecodableRecordException {
    Result result = codec.decode(topic, bytes);
    if (!Ids.validBatchId(result.getBatchId()) || !Ids.validTaskId(result.getTaskId())) {
      throw new UndecodableRecordException("its batch or task id is none", null);
    }
    TaskStatus status =
        Words.toCore(result.getStatus())
            .orElseThrow(() ->
                new UndecodableRecordException(
                    "status is unknown to this version; upgrade the scheduler first", null));
    var contribution =
        new Contribution(
            result.getRound(),
            status,
            result.getType(),
            result.getGroup(),
            result.getWorker(),
            Words.toCore(result.getPriority()),
            result.getRetryCount(),
            result.getQueuedAt(),
            result.getStartedAt(),
            result.getFinishedAt(),
            Contribution.sampleOf(result.getTaskId(), Words.toCore(result.getError())));
    return new Folded(result.getBatchId(), result.getTaskId(), contribution);
  }
}
