package dev.sluice.client.audit;

import dev.sluice.records.Priority;
import dev.sluice.records.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * What has to be remembered of a result.
 *
 * @param offset in the one partition that has all results of the batch, in the order of decisions
 * @param at the broker's time, in milliseconds
 * @param startedAt 0: it says of no attempt when it started
 */
record Outcome(
    int round,
    TaskStatus status,
    long offset,
    long at,
    int attempts,
    boolean cached,
    long queuedAt,
    long startedAt,
    long finishedAt,
    String type,
    @Nullable String group,
    @Nullable String worker,
    Priority priority) {

  /** Whether a handler's run ended it. */
  boolean ran() {
    return startedAt > 0 && finishedAt > 0;
  }

  /** Whether the task runs again in the next round. */
  boolean mayRunAgain() {
    return switch (status) {
      case FAILED, TIMED_OUT, CANCELLED, SKIPPED -> true;
      case SUCCEEDED, REJECTED, UNKNOWN -> false;
    };
  }
}
