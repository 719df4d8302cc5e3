package dev.sluice.core.ledger;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.ledger.row.Chain;
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

  /**
   * The longest chain of needs that ends with the task. One that did not run begins none; the
   * output of another's run stands at its place as if it had taken no time.
   *
   * @param needs the longest chain of its needs
   */
  Chain chain(Chain needs) {
    if (startedAt > 0 && finishedAt > 0) {
      return needs.then(finishedAt - startedAt);
    }
    return cachedFrom == null ? Chain.NONE : needs.then(0);
  }

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
