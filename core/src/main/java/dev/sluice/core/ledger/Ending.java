package dev.sluice.core.ledger;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended.
 *
 * @param cachedFrom not run: this is the output of that task
 */
record Ending(
    TaskStatus status,
    @Nullable String reason,
    @Nullable Content output,
    @Nullable TaskError error,
    int attempts,
    long startedAt,
    long finishedAt,
    @Nullable String worker,
    @Nullable String cachedFrom) {

  /** An end without an attempt. */
  static Ending withoutRun(TaskStatus status, Reason reason, String detail, long at) {
    return new Ending(
        status,
        reason.name(),
        null,
        new TaskError(reason.name(), detail, false),
        0,
        0,
        at,
        null,
        null);
  }

  /** An end without an attempt, because another task did the same work before. */
  static Ending cached(CachedOutput entry, long at) {
    return new Ending(
        TaskStatus.SUCCEEDED, null, entry.output(), null, 0, 0, at, null, entry.from());
  }
}
