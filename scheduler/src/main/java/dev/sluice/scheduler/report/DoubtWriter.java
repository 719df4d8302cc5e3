package dev.sluice.scheduler.report;

import dev.sluice.core.ledger.Effect.DoubtLease;
import dev.sluice.records.Report;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.wire.Keyed;
import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.schemas.serde.RecordCodec;

/**
 * Encodes the scheduler's own word on a lease that nobody seems to hold. It goes to the report
 * topic, behind what the worker may have said of the task.
 */
public final class DoubtWriter {

  private final String topic;
  private final RecordCodec<Report> codec;

  public DoubtWriter(String topic, RecordCodec<Report> codec) {
    this.topic = topic;
    this.codec = codec;
  }

  /**
   * The record that comes back as {@link dev.sluice.core.ledger.Event.LeaseLost}.
   *
   * @param at microseconds since the epoch
   */
  public Keyed write(DoubtLease effect, long at) {
    Report report =
        Report.newBuilder()
            .setBatchId(effect.batchId())
            .setTaskId(effect.taskId())
            .setReleaseNumber(effect.releaseNumber())
            .setOutcome(TaskStatus.UNKNOWN)
            .setStartedAt(at)
            .setFinishedAt(at)
            .setWorkerId("")
            .setLostLease(effect.leaseDue())
            .build();
    return Keyed.of(
        effect.batchId(), new Outbound(topic, codec.encode(topic, report), effect.batchId()));
  }
}
