package dev.sluice.core.ledger;

import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened to a batch, with the time at which the broker recorded it. */
public sealed interface Event {

  String batchId();

  /** Microseconds since the epoch. */
  long at();

  /**
   * A submission arrived.
   *
   * @param flaw what it asks for that no task can hold, with the range: the task is rejected for it
   */
  record TaskSubmitted(String batchId, long at, TaskSpec task, @Nullable String flaw)
      implements Event {

    /** A submission that a task can hold all of. */
    public TaskSubmitted(String batchId, long at, TaskSpec task) {
      this(batchId, at, task, null);
    }
  }

  /** An open command arrived. */
  record OpenRequested(String batchId, long at, BatchOptions options) implements Event {}

  /** A seal command arrived: the batch has this many tasks. */
  record SealRequested(String batchId, long at, long expectedTasks) implements Event {}

  /** A start command arrived: a held or paused batch goes on. */
  record StartRequested(String batchId, long at) implements Event {}

  /** A pause command arrived: nothing is released until a start. */
  record PauseRequested(String batchId, long at) implements Event {}

  /** A cancel command arrived for a task, or without a task id for the whole batch. */
  record CancelRequested(String batchId, long at, @Nullable String taskId, @Nullable String reason)
      implements Event {}

  /** A retry command arrived: what did not succeed in a batch that ended runs again. */
  record RetryRequested(String batchId, long at) implements Event {}

  /** A clear command arrived: a batch that ended is forgotten. */
  record ClearRequested(String batchId, long at) implements Event {}

  /**
   * The live workers have other slots than before.
   *
   * @param slots of all live workers of the batch's pool together: {@link
   *     dev.sluice.core.ledger.row.AdaptiveWindow#pool}
   */
  record CapacityChanged(String batchId, long at, int slots) implements Event {}

  /** A command arrived that this version does not know how to obey. */
  record UnsupportedRequested(String batchId, long at, String command) implements Event {}

  /**
   * A worker's report arrived.
   *
   * @param outcome a terminal status
   * @param attempts how many attempts the report covers
   * @param startedAt start of the last attempt, by the worker's clock
   * @param retryIn the retry plan asks for another attempt so many microseconds after this, and no
   *     slot should wait for it; -1 = the task has ended
   * @param spawned tasks that the task adds to its batch; they count if the report does
   * @param lost with {@code retryIn}: workers that were lost with the release, in all
   * @param details what the handler last said of how far it had come
   */
  record TaskReported(
      String batchId,
      long at,
      String taskId,
      int releaseNumber,
      TaskStatus outcome,
      @Nullable String reason,
      @Nullable Content output,
      @Nullable TaskError error,
      int attempts,
      long startedAt,
      long finishedAt,
      String workerId,
      long retryIn,
      List<Spawned> spawned,
      int lost,
      @Nullable Content details)
      implements Event {

    public TaskReported {
      spawned = List.copyOf(spawned);
    }

    /** A report of a worker that took the task without a loss and whose handler left nothing. */
    public TaskReported(
        String batchId,
        long at,
        String taskId,
        int releaseNumber,
        TaskStatus outcome,
        @Nullable String reason,
        @Nullable Content output,
        @Nullable TaskError error,
        int attempts,
        long startedAt,
        long finishedAt,
        String workerId,
        long retryIn,
        List<Spawned> spawned) {
      this(
          batchId,
          at,
          taskId,
          releaseNumber,
          outcome,
          reason,
          output,
          error,
          attempts,
          startedAt,
          finishedAt,
          workerId,
          retryIn,
          spawned,
          0,
          null);
    }

    /** A report that ends the task and adds none. */
    public TaskReported(
        String batchId,
        long at,
        String taskId,
        int releaseNumber,
        TaskStatus outcome,
        @Nullable String reason,
        @Nullable Content output,
        @Nullable TaskError error,
        int attempts,
        long startedAt,
        long finishedAt,
        String workerId) {
      this(
          batchId,
          at,
          taskId,
          releaseNumber,
          outcome,
          reason,
          output,
          error,
          attempts,
          startedAt,
          finishedAt,
          workerId,
          -1,
          List.of());
    }
  }

  /**
   * A worker answers for a task from now on: its delivery is done with, and its heartbeats hold the
   * task.
   *
   * @param lost workers that were lost with the release, in all
   * @param details what the handler last said of how far it had come
   */
  record TaskLeased(
      String batchId,
      long at,
      String taskId,
      int releaseNumber,
      int lost,
      @Nullable Content details)
      implements Event {}

  /**
   * It is time to look at a lease.
   *
   * @param held whether a live worker's heartbeats name the task, or nobody knows
   * @param details what the last heartbeat that named it said of how far it had come
   */
  record LeaseDue(String batchId, long at, Timer timer, boolean held, @Nullable Content details)
      implements Event {}

  /**
   * Nobody was found who holds a lease, and all that workers had said of the task before that was
   * found has been heard.
   *
   * @param leaseDue when it was to be looked at the lease
   */
  record LeaseLost(String batchId, long at, String taskId, int releaseNumber, long leaseDue)
      implements Event {}

  /**
   * A task that another one adds to its batch.
   *
   * @param flaw as in {@link TaskSubmitted}
   */
  record Spawned(TaskSpec task, @Nullable String flaw) {}

  /** Work that an earlier decision left over can go on. */
  record WorkDue(String batchId, long at) implements Event {}

  /** A timer's time has come. */
  record TimerFired(String batchId, long at, Timer timer) implements Event {}
}
