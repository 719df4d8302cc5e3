package dev.sluice.client;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended. Times are microseconds since the epoch, 0 where the task never got so far.
 *
 * @param round 1, and one more each time that the batch's failed tasks were run again
 * @param name text for people, not trusted
 * @param status one of the six ends of a task
 * @param reason a code that says why, null for a plain success
 * @param output what the handler returned
 * @param error what went wrong in the last attempt
 * @param attempts how often the handler was started
 * @param retryCount attempts after the first
 * @param queuedAt when its needs were met
 * @param releasedAt when it was handed to the workers
 * @param startedAt when its last attempt started, by the worker's clock
 * @param finishedAt when it ended, by the worker's clock
 * @param runtimeMicros how long the handler ran in its last attempt
 * @param worker who ran it last
 * @param type the handler
 * @param cachedFrom the task whose output this is, as batch id/task id; null: this one ran or never
 *     got so far
 * @param chain the longest chain of needs that ends with this task
 */
public record TaskResult(
    String batchId,
    String taskId,
    int round,
    @Nullable String name,
    TaskStatus status,
    @Nullable String reason,
    @Nullable Content output,
    @Nullable TaskError error,
    int attempts,
    int retryCount,
    long queuedAt,
    long releasedAt,
    long startedAt,
    long finishedAt,
    long runtimeMicros,
    @Nullable String worker,
    String type,
    @Nullable String group,
    Priority priority,
    @Nullable String cachedFrom,
    TaskChain chain) {

  public TaskResult {
    Objects.requireNonNull(batchId, "batchId");
    Objects.requireNonNull(taskId, "taskId");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(priority, "priority");
    Objects.requireNonNull(chain, "chain");
  }

  public boolean succeeded() {
    return status == TaskStatus.SUCCEEDED;
  }

  /** Whether it was not run, because another task had done the same work. */
  public boolean cached() {
    return cachedFrom != null;
  }

  /** The output as UTF-8 text, empty where there is none. */
  public String outputText() {
    return output == null ? "" : new String(output.bytes(), StandardCharsets.UTF_8);
  }

  /** How long the handler ran in its last attempt. */
  public Duration runtime() {
    return Duration.ofNanos(Math.multiplyExact(runtimeMicros, 1000L));
  }
}
