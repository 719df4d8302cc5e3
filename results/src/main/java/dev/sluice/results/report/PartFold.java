package dev.sluice.results.report;

import dev.sluice.client.TaskCounts;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.TaskStatus;

/** Folds the results of one part of a batch. Not thread-safe. */
final class PartFold {

  private static final TaskStatus[] STATUSES = TaskStatus.values();

  private final long[] counts = new long[STATUSES.length];
  private final DurationFold queueWait = new DurationFold();
  private final DurationFold runTime = new DurationFold();

  void add(TaskResult result) {
    counts[result.status().ordinal()]++;
    queueWait.add(TaskTimes.waited(result));
    runTime.add(TaskTimes.ran(result));
  }

  void add(PartFold other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    queueWait.add(other.queueWait);
    runTime.add(other.runTime);
  }

  Part named(String name) {
    return new Part(name, counts(), queueWait.quantiles(), runTime.quantiles());
  }

  private TaskCounts counts() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return new TaskCounts(
        total,
        of(TaskStatus.SUCCEEDED),
        of(TaskStatus.FAILED),
        of(TaskStatus.TIMED_OUT),
        of(TaskStatus.CANCELLED),
        of(TaskStatus.SKIPPED),
        of(TaskStatus.REJECTED));
  }

  private long of(TaskStatus status) {
    return counts[status.ordinal()];
  }
}
