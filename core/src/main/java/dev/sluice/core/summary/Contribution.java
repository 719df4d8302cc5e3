package dev.sluice.core.summary;

import dev.sluice.core.ledger.Effect.RecordResult;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the result of one task adds to the tally of its batch. All times in microseconds since the
 * epoch, 0 = never.
 *
 * @param status a terminal status
 * @param type cut like group and worker to {@link ErrorSample#MESSAGE_CHARS} characters, so that a
 *     tally of many names stays a row of bounded size
 * @param retries attempts after the first, not negative
 * @param cached not run, because another task had done the same work
 * @param error the group of its error, if it has one
 */
public record Contribution(
    int round,
    TaskStatus status,
    String type,
    @Nullable String group,
    @Nullable String worker,
    Priority priority,
    int retries,
    long queuedAt,
    long startedAt,
    long finishedAt,
    boolean cached,
    @Nullable ErrorSample error) {

  public Contribution {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(priority, "priority");
    if (!status.terminal()) {
      throw new IllegalArgumentException("status must be terminal, was " + status);
    }
    type = ErrorSample.cut(type);
    group = group == null ? null : ErrorSample.cut(group);
    worker = worker == null ? null : ErrorSample.cut(worker);
    retries = Math.max(0, retries);
  }

  /** What this result adds. */
  public static Contribution of(RecordResult result) {
    return new Contribution(
        result.round(),
        result.status(),
        result.type(),
        result.group(),
        result.worker(),
        result.priority(),
        result.attempts() - 1,
        result.queuedAt(),
        result.startedAt(),
        result.finishedAt(),
        result.cachedFrom() != null,
        sampleOf(result.taskId(), result.error()));
  }

  /** What an error adds: the group that it belongs to and how it reads. */
  public static @Nullable ErrorSample sampleOf(String taskId, @Nullable TaskError error) {
    return error == null ? null : ErrorSample.of(taskId, error);
  }

  /** Whether a handler ran, as far as the result knows. */
  public boolean ran() {
    return startedAt > 0 && finishedAt > 0;
  }

  /** From queued to started; 0 where clocks disagree, -1 for a task that never ran. */
  long queueWaitMicros() {
    return ran() && queuedAt > 0 ? Math.max(0, startedAt - queuedAt) : -1;
  }

  /** From the start to the end of the last attempt; -1 for a task that never ran. */
  long runTimeMicros() {
    return ran() ? Math.max(0, finishedAt - startedAt) : -1;
  }
}
