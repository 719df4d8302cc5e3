package dev.sluice.results.report;

import dev.sluice.client.TaskResult;
import dev.sluice.core.summary.Contribution;
import dev.sluice.core.task.TaskStatus;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task that is worth a line of its own.
 *
 * @param name text for people, not trusted
 * @param startedAt microseconds since the epoch, 0 if it never ran
 * @param waited from needs met to the start of the handler
 * @param ran from the start of the last attempt to its end
 */
public record TaskLine(
    String taskId,
    @Nullable String name,
    String type,
    TaskStatus status,
    @Nullable String worker,
    int attempts,
    long startedAt,
    Duration waited,
    Duration ran) {

  private static final int LONGEST_NAME = 200;

  public TaskLine {
    Objects.requireNonNull(taskId, "taskId");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(waited, "waited");
    Objects.requireNonNull(ran, "ran");
    name = name == null || name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  /**
   * The line of a result.
   *
   * @param times how long it waited and ran, as it was folded
   */
  static TaskLine of(TaskResult result, Contribution times) {
    return new TaskLine(
        result.taskId(),
        result.name(),
        result.type(),
        result.status(),
        result.worker(),
        result.attempts(),
        result.startedAt(),
        duration(times.queueWaitMicros()),
        duration(times.runTimeMicros()));
  }

  private static Duration duration(long micros) {
    return Duration.of(Math.max(0, micros), ChronoUnit.MICROS);
  }
}
