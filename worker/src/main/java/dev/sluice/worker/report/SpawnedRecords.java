package dev.sluice.worker.report;

import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.records.RunIf;
import dev.sluice.records.Submission;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Avro form of the tasks that a task adds to its batch. */
final class SpawnedRecords {

  private SpawnedRecords() {}

  static List<Submission> of(String batchId, List<TaskSpec> tasks) {
    return tasks.isEmpty()
        ? List.of()
        : tasks.stream().map(task -> submission(batchId, task)).toList();
  }

  private static Submission submission(String batchId, TaskSpec task) {
    return new Submission(
        batchId,
        task.id(),
        task.name(),
        task.type(),
        ByteBuffer.wrap(task.payload().bytes()),
        task.payload().type(),
        task.needs(),
        RunIf.valueOf(task.runIf().name()),
        task.timeoutMs(),
        retry(task.retry()),
        task.pool(),
        task.group(),
        task.notBefore(),
        task.cache() == null ? null : task.cache().key(),
        task.inputs(),
        task.headers(),
        task.awaitOpen(),
        task.remainingPath(),
        task.cache() != null,
        task.cache() == null ? 0 : task.cache().ttlMs());
  }

  private static @Nullable Retry retry(@Nullable RetryPlan plan) {
    if (plan == null) {
      return null;
    }
    return Retry.newBuilder()
        .setPolicy(RetryPolicy.valueOf(plan.policy().name()))
        .setMaxRetries(plan.maxRetries())
        .setDelayMs(millis(plan.delay()))
        .setMultiplier(plan.multiplier())
        .setMaxDelayMs(millis(plan.maxDelay()))
        .setJitter(plan.jitter())
        .setRetryOnTimeout(plan.retryOnTimeout())
        .build();
  }

  /** Rounded up: no wait of a plan becomes none. */
  private static long millis(Duration duration) {
    return duration.plusNanos(999_999).toMillis();
  }
}
