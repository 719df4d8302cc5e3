package dev.sluice.results.report;

import dev.sluice.client.TaskResult;

/**
 * How long a task waited and ran, as summaries count it: in microseconds, -1 for one that never
 * ran.
 */
final class TaskTimes {

  private TaskTimes() {}

  static boolean ran(long startedAt, long finishedAt) {
    return startedAt > 0 && finishedAt > 0;
  }

  /** From queued to started; 0 where clocks disagree. */
  static long waited(TaskResult result) {
    return ran(result.startedAt(), result.finishedAt()) && result.queuedAt() > 0
        ? Math.max(0, result.startedAt() - result.queuedAt())
        : -1;
  }

  /** From the start to the end of the last attempt. */
  static long ran(TaskResult result) {
    return ran(result.startedAt(), result.finishedAt())
        ? Math.max(0, result.finishedAt() - result.startedAt())
        : -1;
  }
}
