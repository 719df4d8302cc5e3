package dev.sluice.core.ledger;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import org.jspecify.annotations.Nullable;

/** How a task ended. */
record Ending(
    TaskStatus status,
    @Nullable String reason,
    @Nullable Content output,
    @Nullable TaskError error,
    int attempts,
    long startedAt,
    long finishedAt,
    @Nullable String worker) {

  /** An end without an attempt. */
  static Ending withoutRun(TaskStatus status, Reason reason, String detail, long at) {
    return new Ending(
        status, reason.name(), null, new TaskError(reason.name(), detail, false), 0, 0, at, null);
  }
}
