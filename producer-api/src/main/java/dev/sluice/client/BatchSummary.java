package dev.sluice.client;

import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A batch in numbers, as the scheduler folded it from the results: final once {@link #status()} is
 * terminal. Times are microseconds since the epoch.
 *
 * @param name text for people, not trusted
 * @param reason a code that says why the batch ended as it did, null for a plain success
 * @param round 1, and one more each time that the failed tasks were run again
 * @param expectedTasks how many tasks the batch has, empty until it is sealed
 * @param counts the tasks that have ended
 * @param byWorker counts by worker id, and so on; tasks without a group are in no entry of {@code
 *     byGroup}
 * @param retried tasks that took more than one attempt
 * @param successRate the part of the ended tasks that succeeded, 0 to 1
 * @param throughputPerSecond ended tasks per second of the batch's duration
 * @param queueWait from needs met to the start of the handler
 * @param runTime from the start of the handler to its end
 * @param errors the errors, most frequent first
 * @param openedAt when the batch was opened
 * @param finishedAt when it ended, 0 while it runs
 * @param duration from opened to finished
 * @param cached tasks that succeeded without a run, with the output of another task
 */
public record BatchSummary(
    String batchId,
    @Nullable String name,
    BatchStatus status,
    @Nullable String reason,
    int round,
    Map<String, String> labels,
    OptionalLong expectedTasks,
    TaskCounts counts,
    Map<String, TaskCounts> byType,
    Map<String, TaskCounts> byGroup,
    Map<String, TaskCounts> byWorker,
    Map<Priority, TaskCounts> byPriority,
    long retried,
    double successRate,
    double throughputPerSecond,
    DurationQuantiles queueWait,
    DurationQuantiles runTime,
    List<ErrorGroup> errors,
    long openedAt,
    long finishedAt,
    Duration duration,
    long cached) {

  public BatchSummary {
    Objects.requireNonNull(batchId, "batchId");
    Objects.requireNonNull(status, "status");
    labels = Map.copyOf(labels);
    byType = Map.copyOf(byType);
    byGroup = Map.copyOf(byGroup);
    byWorker = Map.copyOf(byWorker);
    byPriority = Map.copyOf(byPriority);
    errors = List.copyOf(errors);
  }
}
