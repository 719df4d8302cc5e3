package dev.sluice.client.internal;

import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.records.Mode;
import dev.sluice.records.OnFailure;
import dev.sluice.records.Open;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.records.RunIf;
import dev.sluice.records.StartMode;
import dev.sluice.records.Submission;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What was described becomes the records of the topics. */
final class RecordsOut {

  private RecordsOut() {}

  /** Through the constructor: the builder would check each field, and the encoder does again. */
  static Submission submission(String batchId, TaskSpec task) {
    return new Submission(
        batchId,
        task.id(),
        task.name(),
        task.type(),
        ByteBuffer.wrap(task.payload().bytes()),
        task.payload().type(),
        task.needs(),
        switch (task.runIf()) {
          case SUCCESS -> RunIf.SUCCESS;
          case FAILURE -> RunIf.FAILURE;
          case ALWAYS -> RunIf.ALWAYS;
        },
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

  /**
   * The open command.
   *
   * @param deadline microseconds since the epoch, 0 for none
   */
  static Open open(BatchOptions options, long deadline) {
    return Open.newBuilder()
        .setName(options.name())
        .setExpectedTasks(
            options.expectedTasks().isPresent() ? options.expectedTasks().getAsLong() : null)
        .setStart(options.held() ? StartMode.HELD : StartMode.IMMEDIATE)
        .setOnFailure(
            switch (options.onFailure()) {
              case CONTINUE -> OnFailure.CONTINUE;
              case FAIL_FAST -> OnFailure.FAIL_FAST;
            })
        .setMaxFailed(options.maxFailed())
        .setMaxFailedPercent(options.maxFailedPercent())
        .setMode(
            switch (options.mode()) {
              case SEQUENTIAL -> Mode.SEQUENTIAL;
              case PARALLEL -> Mode.PARALLEL;
              case DISTRIBUTED -> Mode.DISTRIBUTED;
              case ADAPTIVE -> Mode.ADAPTIVE;
            })
        .setMaxParallel(options.maxParallel())
        .setDeadline(deadline)
        .setLabels(options.labels())
        .setOpenTimeoutMs(options.openTimeoutMs())
        .build();
  }

  /** The topic of a priority is named by the record's enum. */
  static dev.sluice.records.Priority priority(Priority priority) {
    return switch (priority) {
      case CRITICAL -> dev.sluice.records.Priority.CRITICAL;
      case HIGH -> dev.sluice.records.Priority.HIGH;
      case NORMAL -> dev.sluice.records.Priority.NORMAL;
      case LOW -> dev.sluice.records.Priority.LOW;
      case BACKGROUND -> dev.sluice.records.Priority.BACKGROUND;
    };
  }

  private static @Nullable Retry retry(@Nullable RetryPlan plan) {
    if (plan == null) {
      return null;
    }
    return Retry.newBuilder()
        .setPolicy(
            switch (plan.policy()) {
              case NONE -> RetryPolicy.NONE;
              case FIXED -> RetryPolicy.FIXED;
              case LINEAR -> RetryPolicy.LINEAR;
              case EXPONENTIAL -> RetryPolicy.EXPONENTIAL;
            })
        .setMaxRetries(plan.maxRetries())
        .setDelayMs(Times.millis(plan.delay()))
        .setMultiplier(plan.multiplier())
        .setMaxDelayMs(Times.millis(plan.maxDelay()))
        .setJitter(plan.jitter())
        .setRetryOnTimeout(plan.retryOnTimeout())
        .build();
  }
}
