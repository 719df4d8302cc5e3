package dev.sluice.core.ledger;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.Chain;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a decision makes known to the outside, in order. All times in microseconds since the epoch,
 * 0 = never.
 */
public sealed interface Effect {

  String batchId();

  /**
   * A task may run now.
   *
   * @param task with its placeholders replaced
   * @param releaseNumber only a report with the task's current number counts
   * @param deadline the batch's deadline; 0 = none
   * @param lost workers that were lost with the task in earlier releases of the round
   * @param details what the handler last said of how far it had come
   */
  record ReleaseTask(
      String batchId,
      TaskSpec task,
      List<NeedOutcome> inputs,
      int releaseNumber,
      int round,
      int attemptBase,
      long deadline,
      long queuedAt,
      long releasedAt,
      int lost,
      @Nullable Content details)
      implements Effect {}

  /** How a need of a released task ended, and what it gave. */
  record NeedOutcome(String taskId, TaskStatus status, @Nullable Content output) {}

  /**
   * A task ended: its one result of the round.
   *
   * @param cachedFrom it was not run: this is the output of that task, batch id/task id
   * @param chain the longest chain of needs that ends with it
   */
  record RecordResult(
      String batchId,
      String taskId,
      int round,
      @Nullable String name,
      TaskStatus status,
      @Nullable String reason,
      @Nullable Content output,
      @Nullable TaskError error,
      int attempts,
      long queuedAt,
      long releasedAt,
      long startedAt,
      long finishedAt,
      @Nullable String worker,
      String type,
      @Nullable String group,
      Priority priority,
      @Nullable String cachedFrom,
      Chain chain)
      implements Effect {}

  /**
   * The batch as a whole changed: it was opened, sealed, started, paused or closed.
   *
   * @param expectedTasks -1 until the batch is sealed
   * @param remainingPath tasks on the longest chain of needs that is still to be done; 0 = not
   *     known
   */
  record BatchChanged(
      String batchId,
      @Nullable String name,
      BatchStatus status,
      @Nullable String reason,
      int round,
      long expectedTasks,
      Map<String, String> labels,
      long openedAt,
      long finishedAt,
      long remainingPath)
      implements Effect {

    /**
     * A batch as it is now.
     *
     * @param options what it was opened with; null before
     */
    public static BatchChanged of(String batchId, BatchRow batch, @Nullable BatchOptions options) {
      Life life = batch.life();
      return new BatchChanged(
          batchId,
          options == null ? null : options.name(),
          life.status(),
          life.stop() == null ? null : life.stop().name(),
          life.round(),
          life.expected(),
          options == null ? Map.of() : options.labels(),
          life.openedAt(),
          life.finishedAt(),
          batch.paths().longest());
    }
  }

  /**
   * Workers are to stop this task, if its release number is not above the one given.
   *
   * @param taskId null: every task of the batch
   */
  record StopTask(String batchId, @Nullable String taskId, int releaseNumber, String reason)
      implements Effect {}

  /**
   * Nobody seems to hold a lease: send {@link Event.LeaseLost} behind all reports that there are by
   * now, one of which may say that the task has ended.
   */
  record DoubtLease(String batchId, String taskId, int releaseNumber, long leaseDue)
      implements Effect {}

  /** The task's result is no longer kept: its record goes. */
  record ForgetResult(String batchId, String taskId) implements Effect {}

  /** Nothing of the batch is kept any more: its summary goes. */
  record ForgetBatch(String batchId) implements Effect {}

  /** The decision was bounded and left work over: send {@link Event.WorkDue} soon. */
  record MoreWork(String batchId) implements Effect {}

  /** A task that uses the cache succeeded: what it gave may stand for others. */
  record CacheOutput(String key, CachedOutput entry) implements Effect {

    @Override
    public String batchId() {
      return entry.batchId();
    }
  }

  /**
   * Nothing in the cache stands for a task, so it is released: counted.
   *
   * @param expired there is an entry, and its time is over
   */
  record CacheMissed(String batchId, String taskId, boolean expired) implements Effect {}

  /** The event changed nothing, as it should: counted. */
  record Ignored(String batchId, @Nullable String taskId, Reason reason) implements Effect {}

  /** The event could not be obeyed: counted, and its record goes to the dead-letter topic. */
  record Rejected(String batchId, @Nullable String taskId, Reason reason, String detail)
      implements Effect {}
}
