package dev.sluice.scheduler.result;

import dev.sluice.core.ledger.Effect.RecordResult;
import dev.sluice.core.ledger.Reason;
import dev.sluice.core.limits.Ids;
import dev.sluice.core.task.Content;
import dev.sluice.records.ErrorInfo;
import dev.sluice.records.Result;
import dev.sluice.scheduler.wire.Keyed;
import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.scheduler.wire.RecordSizes;
import dev.sluice.scheduler.wire.Words;
import dev.sluice.schemas.serde.RecordCodec;

/**
 * Encodes results. The key names the task, so that compaction keeps each; the partition is that of
 * the batch, so that one partition has all results of a batch.
 */
public final class ResultWriter {

  private static final String CUT =
      "the result was larger than its topic takes and lost its output and texts";

  private final String topic;
  private final RecordCodec<Result> codec;
  private final RecordSizes sizes;

  public ResultWriter(String topic, RecordCodec<Result> codec, RecordSizes sizes) {
    this.topic = topic;
    this.codec = codec;
    this.sizes = sizes;
  }

  /**
   * The record of a result; it fits into its topic whatever was in the submission or the report. A
   * result is never left out, so what does not fit loses its texts, which are bounded for every
   * task that was accepted.
   */
  public Keyed write(RecordResult effect) {
    Keyed whole = keyed(effect, record(effect).build());
    return sizes.fits(whole) ? whole : keyed(effect, bare(effect));
  }

  private Keyed keyed(RecordResult effect, Result record) {
    return Keyed.of(
        effect.batchId() + "/" + effect.taskId(),
        new Outbound(topic, codec.encode(topic, record), effect.batchId()));
  }

  private static Result bare(RecordResult effect) {
    return record(effect)
        .setName(null)
        .setGroup(null)
        .setWorker(null)
        .setReason(Reason.INVALID_FIELD.name())
        .setOutput(null)
        .setOutputContentType(Content.JSON)
        .setError(new ErrorInfo(Reason.INVALID_FIELD.name(), CUT, false))
        .setType(effect.type().length() > Ids.MAX_LENGTH ? "" : effect.type())
        .build();
  }

  private static Result.Builder record(RecordResult effect) {
    return Result.newBuilder()
        .setBatchId(effect.batchId())
        .setTaskId(effect.taskId())
        .setRound(effect.round())
        .setName(effect.name())
        .setStatus(Words.toAvro(effect.status()))
        .setReason(effect.reason())
        .setOutput(Words.buffer(effect.output()))
        .setOutputContentType(Words.type(effect.output()))
        .setError(Words.toAvro(effect.error()))
        .setAttempts(effect.attempts())
        .setRetryCount(Math.max(0, effect.attempts() - 1))
        .setQueuedAt(effect.queuedAt())
        .setReleasedAt(effect.releasedAt())
        .setStartedAt(effect.startedAt())
        .setFinishedAt(effect.finishedAt())
        .setRuntimeMicros(runtime(effect))
        .setWorker(effect.worker())
        .setType(effect.type())
        .setGroup(effect.group())
        .setPriority(Words.toAvro(effect.priority()));
  }

  private static long runtime(RecordResult effect) {
    return effect.startedAt() == 0 ? 0 : Math.max(0, effect.finishedAt() - effect.startedAt());
  }
}
