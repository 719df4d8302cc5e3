package dev.sluice.scheduler.release;

import dev.sluice.core.ledger.Effect.NeedOutcome;
import dev.sluice.core.ledger.Effect.ReleaseTask;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.records.Input;
import dev.sluice.records.Release;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.scheduler.wire.Keyed;
import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.scheduler.wire.Words;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes releases. The hash of the key spreads the tasks of a batch over all partitions, unless
 * {@link ReleaseSpread} chooses others.
 */
public final class ReleaseWriter {

  private final Topics topics;
  private final RecordCodec<Release> codec;

  public ReleaseWriter(Topics topics, RecordCodec<Release> codec) {
    this.topics = topics;
    this.codec = codec;
  }

  public Keyed write(ReleaseTask effect) {
    TaskSpec task = effect.task();
    String topic = topics.release(task.pool(), Words.toAvro(task.priority()));
    String key = effect.batchId() + "/" + task.id();
    byte[] bytes = codec.encode(topic, record(effect, task));
    return Keyed.of(key, new Outbound(topic, bytes, key, ReleaseHeaders.of(effect)));
  }

  /** By constructor: a builder checks and copies each field again, which shows at this place. */
  private static Release record(ReleaseTask effect, TaskSpec task) {
    return new Release(
        effect.batchId(),
        task.id(),
        task.name(),
        task.type(),
        ByteBuffer.wrap(task.payload().bytes()),
        task.payload().type(),
        inputs(effect.inputs()),
        effect.releaseNumber(),
        effect.round(),
        effect.attemptBase(),
        task.timeoutMs(),
        effect.deadline(),
        retry(task.retry()),
        task.pool(),
        Words.toAvro(task.priority()),
        task.group(),
        task.headers(),
        effect.queuedAt(),
        effect.releasedAt(),
        effect.lost(),
        effect.details() == null ? null : ByteBuffer.wrap(effect.details().bytes()));
  }

  private static List<Input> inputs(List<NeedOutcome> outcomes) {
    return outcomes.isEmpty()
        ? List.of()
        : outcomes.stream()
            .map(need ->
                new Input(
                    need.taskId(),
                    Words.toAvro(need.status()),
                    Words.buffer(need.output()),
                    Words.type(need.output())))
            .toList();
  }

  private static @Nullable Retry retry(@Nullable RetryPlan plan) {
    return plan == null
        ? null
        : new Retry(
            RetryPolicy.valueOf(plan.policy().name()),
            plan.maxRetries(),
            plan.delay().toMillis(),
            plan.multiplier(),
            plan.maxDelay().toMillis(),
            plan.jitter(),
            plan.retryOnTimeout());
  }
}
