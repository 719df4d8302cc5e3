package dev.sluice.core.summary;

import dev.sluice.core.ledger.Effect.RecordResult;
import dev.sluice.core.ledger.row.Chain;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the result of one task adds to the tally of its batch. All times in microseconds since the
 * epoch, 0 = never.
 *
 * @param taskId whose result it is; empty where only the figures are left
 * @param status a terminal status
 * @param type cut like group and worker to {@link ErrorSample#MESSAGE_CHARS} characters, so that a
 *     tally of many names stays a row of bounded size
 * @param releasedAt by the brokers' clock, as {@code queuedAt}; the two after it are by the
 *     worker's
 * @param retries attempts after the first, not negative
 * @param cached not run, because another task had done the same work
 * @param chain the longest chain of needs that ends with it
 * @param error the group of its error, if it has one
 */
public record Contribution(
    String taskId,
    int round,
    TaskStatus status,
    String type,
    @Nullable String group,
    @Nullable String worker,
    Priority priority,
    int retries,
    long queuedAt,
    long releasedAt,
    long startedAt,
    long finishedAt,
    boolean cached,
    Chain chain,
    @Nullable ErrorSample error) {

  public Contribution {
    Objects.requireNonNull(taskId, "taskId");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(chain, "chain");
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
        result.taskId(),
        result.round(),
        result.status(),
        result.type(),
        result.group(),
        result.worker(),
        result.priority(),
        result.attempts() - 1,
        result.queuedAt(),
        result.releasedAt(),
        result.startedAt(),
        result.finishedAt(),
        result.cachedFrom() != null,
        result.chain(),
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

  /**
   * When it ended, not before it was released: a worker whose clock is far behind does not spread
   * the timeline over years.
   */
  long endedAt() {
    return Math.max(finishedAt, releasedAt);
  }

  /** From queued to started; 0 where clocks disagree, -1 for a task that never ran. */
  public long queueWaitMicros() {
    return ran() && queuedAt > 0 ? Math.max(0, startedAt - queuedAt) : -1;
  }

  /** From the start to the end of the last attempt; -1 for a task that never ran. */
  public long runTimeMicros() {
    return ran() ? Math.max(0, finishedAt - startedAt) : -1;
  }
}
