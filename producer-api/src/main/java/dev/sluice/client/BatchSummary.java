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
 * @param retried attempts after the first ones, of all tasks together
 * @param successRate the part of the ended tasks that succeeded, 0 to 1
 * @param throughputPerSecond tasks that ran per second of the batch's duration
 * @param queueWait from needs met to the start of the handler
 * @param runTime from the start of the handler to its end
 * @param errors the errors, most frequent first
 * @param openedAt when the batch was opened
 * @param finishedAt when it ended, 0 while it runs
 * @param duration from opened to finished
 * @param cached tasks that succeeded without a run, with the output of another task
 * @param timeline what ended when, oldest bucket first, at most 100 of one length
 * @param criticalPath the chain of needs that took longest
 * @param queueWaitByType {@code queueWait} by type; of more than 20 types the first ones by name,
 *     the others under {@code (other)}; so is {@code runTimeByType}
 * @param slowest the ten tasks that ran longest, in microseconds, of all rounds
 * @param flakiest the ten tasks with most attempts after the first, of all rounds
 * @param remainingPath tasks on the longest chain of needs that is still to be done; 0 = not known
 * @param updatedAt the time of what the summary tells last: one with an earlier time is out of date
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
    long cached,
    List<TimelineBucket> timeline,
    CriticalPath criticalPath,
    Map<String, DurationQuantiles> queueWaitByType,
    Map<String, DurationQuantiles> runTimeByType,
    List<TaskFigure> slowest,
    List<TaskFigure> flakiest,
    long remainingPath,
    long updatedAt) {

  public BatchSummary {
    Objects.requireNonNull(batchId, "batchId");
    Objects.requireNonNull(status, "status");
    labels = Map.copyOf(labels);
    byType = Map.copyOf(byType);
    byGroup = Map.copyOf(byGroup);
    byWorker = Map.copyOf(byWorker);
    byPriority = Map.copyOf(byPriority);
    errors = List.copyOf(errors);
    timeline = List.copyOf(timeline);
    Objects.requireNonNull(criticalPath, "criticalPath");
    queueWaitByType = Map.copyOf(queueWaitByType);
    runTimeByType = Map.copyOf(runTimeByType);
    slowest = List.copyOf(slowest);
    flakiest = List.copyOf(flakiest);
  }
}
