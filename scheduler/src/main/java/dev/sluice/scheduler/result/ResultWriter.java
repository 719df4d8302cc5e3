package dev.sluice.scheduler.result;

import dev.sluice.core.ledger.Effect.ForgetResult;
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
    Keyed whole = keyed(effect, record(effect));
    return sizes.fits(whole) ? whole : keyed(effect, bare(effect));
  }

  /** What takes the result of a task away. */
  public Keyed write(ForgetResult effect) {
    return Keyed.of(
        effect.batchId() + "/" + effect.taskId(), Outbound.tombstone(topic, effect.batchId()));
  }

  private Keyed keyed(RecordResult effect, Result record) {
    return Keyed.of(
        effect.batchId() + "/" + effect.taskId(),
        new Outbound(topic, codec.encode(topic, record), effect.batchId()));
  }

  private static Result bare(RecordResult effect) {
    return Result.newBuilder(record(effect))
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

  /** By constructor: a builder checks and copies each field again, which shows at this place. */
  private static Result record(RecordResult effect) {
    return new Result(
        effect.batchId(),
        effect.taskId(),
        effect.round(),
        effect.name(),
        Words.toAvro(effect.status()),
        effect.reason(),
        Words.buffer(effect.output()),
        Words.type(effect.output()),
        Words.toAvro(effect.error()),
        effect.attempts(),
        Math.max(0, effect.attempts() - 1),
        effect.queuedAt(),
        effect.releasedAt(),
        effect.startedAt(),
        effect.finishedAt(),
        runtime(effect),
        effect.worker(),
        effect.type(),
        effect.group(),
        Words.toAvro(effect.priority()),
        effect.cachedFrom(),
        effect.chain().micros(),
        effect.chain().tasks(),
        effect.chain().need());
  }

  private static long runtime(RecordResult effect) {
    return effect.startedAt() == 0 ? 0 : Math.max(0, effect.finishedAt() - effect.startedAt());
  }
}
