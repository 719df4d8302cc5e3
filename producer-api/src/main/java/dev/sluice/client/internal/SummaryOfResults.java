package dev.sluice.client.internal;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.CriticalPath;
import dev.sluice.client.TaskCounts;
import dev.sluice.client.TaskResult;
import dev.sluice.core.ledger.CriticalChain;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.core.summary.CountsByName;
import dev.sluice.core.summary.Course;
import dev.sluice.core.summary.StatusCounts;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Folds results as the scheduler does. Keeps a link per task, which the critical path is followed
 * by, and else nothing that grows with the batch. Not thread-safe.
 */
public final class SummaryOfResults {

  private final String batchId;
  private final BatchTally tally = new BatchTally();
  private final Map<String, String> needs = new HashMap<>();
  private int round = 1;

  public SummaryOfResults(String batchId) {
    this.batchId = batchId;
  }

  /** Adds the result of a task that has none yet. */
  public void add(TaskResult result) {
    round = Math.max(round, result.round());
    if (result.chain().need() != null) {
      needs.put(result.taskId(), result.chain().need());
    }
    tally.fold(Contributions.of(result), Math.max(result.releasedAt(), result.finishedAt()));
  }

  /** The summary of what was added. */
  public BatchSummary summary() {
    Course course = tally.course();
    StatusCounts counts = tally.counts();
    long micros = Math.max(0, tally.latestFinished() - tally.earliestQueued());
    return new BatchSummary(
        batchId,
        null,
        status(),
        null,
        round,
        Map.of(),
        OptionalLong.of(counts.total()),
        CoreFigures.counts(counts),
        CoreFigures.counts(tally.byType()),
        CoreFigures.counts(tally.byGroup()),
        CoreFigures.counts(tally.byWorker()),
        byPriority(tally.byPriority()),
        tally.retried(),
        tally.successRate(),
        tally.throughputPerSecond(micros),
        CoreFigures.quantiles(tally.queueWait()),
        CoreFigures.quantiles(tally.runTime()),
        tally.errors().stream().map(CoreFigures::group).toList(),
        tally.earliestQueued(),
        tally.latestFinished(),
        CoreFigures.micros(micros),
        tally.cached(),
        CoreFigures.buckets(course.timeline()),
        criticalPath(course),
        CoreFigures.quantiles(tally.queueWaitByType().all()),
        CoreFigures.quantiles(tally.runTimeByType().all()),
        CoreFigures.figures(course.slowest().top()),
        CoreFigures.figures(course.flakiest().top()),
        0,
        tally.changedAt());
  }

  private BatchStatus status() {
    StatusCounts counts = tally.counts();
    long unsuccessful =
        counts.of(TaskStatus.FAILED)
            + counts.of(TaskStatus.TIMED_OUT)
            + counts.of(TaskStatus.REJECTED);
    if (unsuccessful > 0) {
      return BatchStatus.FAILED;
    }
    return counts.of(TaskStatus.CANCELLED) > 0 ? BatchStatus.CANCELLED : BatchStatus.SUCCEEDED;
  }

  private static Map<Priority, TaskCounts> byPriority(CountsByName counts) {
    Map<Priority, TaskCounts> all = new EnumMap<>(Priority.class);
    counts
        .all()
        .forEach((name, count) -> all.put(Priority.valueOf(name), CoreFigures.counts(count)));
    return all;
  }

  private CriticalPath criticalPath(Course course) {
    return new CriticalPath(
        path(course.lastOfLongestChain()),
        course.longestChainTasks(),
        CoreFigures.micros(course.longestChainMicros()));
  }

  private List<String> path(@Nullable String last) {
    var path = new ArrayDeque<String>();
    String next = last;
    while (next != null && path.size() < CriticalChain.MOST_LISTED) {
      path.addFirst(next);
      next = needs.get(next);
    }
    return List.copyOf(path);
  }
}
