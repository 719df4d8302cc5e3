package dev.sluice.core.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Something that is due at a time.
 *
 * @param due microseconds since the epoch
 * @param taskId for {@link Kind#RELEASE} and {@link Kind#LEASE} only
 */
public record Timer(long due, String batchId, @Nullable String taskId, Kind kind) {

  /** What is due. */
  public enum Kind {
    /** the earliest release of a task that could run but for the time */
    RELEASE,
    /** a look whether the worker that answers for a task still does */
    LEASE,
    /** the end of the time that a batch has */
    DEADLINE,
    /** a look at a batch that is not complete */
    OPEN_TIMEOUT,
    /** the end of the time that a batch is kept after it ended */
    RETENTION,
    /** the end of the time that a trace of a forgotten batch is kept */
    TRACE
  }

  /** A task's timer. */
  public static Timer release(long due, String batchId, String taskId) {
    return new Timer(due, batchId, taskId, Kind.RELEASE);
  }

  /** A look at a task's lease. */
  public static Timer lease(long due, String batchId, String taskId) {
    return new Timer(due, batchId, taskId, Kind.LEASE);
  }

  /** A batch's timer. */
  public static Timer of(Kind kind, long due, String batchId) {
    return new Timer(due, batchId, null, kind);
  }
}
