package dev.sluice.scheduler.signal;

import dev.sluice.core.ledger.Effect.StopTask;
import dev.sluice.records.Signal;
import dev.sluice.records.SignalKind;
import dev.sluice.scheduler.wire.Keyed;
import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.schemas.serde.RecordCodec;

/** Encodes signals. */
public final class SignalWriter {

  private final String topic;
  private final RecordCodec<Signal> codec;

  public SignalWriter(String topic, RecordCodec<Signal> codec) {
    this.topic = topic;
    this.codec = codec;
  }

  /**
   * The signal that stops a task, or every task of the batch if the effect names none.
   *
   * @param at microseconds since the epoch
   */
  public Keyed write(StopTask effect, long at) {
    Signal signal =
        Signal.newBuilder()
            .setBatchId(effect.batchId())
            .setTaskId(effect.taskId())
            .setKind(SignalKind.STOP)
            .setReleaseNumber(effect.releaseNumber())
            .setReason(effect.reason())
            .setAt(at)
            .build();
    return Keyed.of(
        effect.batchId(), new Outbound(topic, codec.encode(topic, signal), effect.batchId()));
  }
}
