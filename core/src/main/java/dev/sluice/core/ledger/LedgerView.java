package dev.sluice.core.ledger;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.ledger.row.Trace;
import dev.sluice.core.ledger.row.Work;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskSpec;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Typed reads of the ledger's rows. Lists are bounded by the caller; a cursor is exclusive. */
public interface LedgerView {

  /**
   * The view of rows in a store, and of headers that may not be in it yet.
   *
   * @param headers the header of each batch as the last decision left it; null for an unknown batch
   */
  static LedgerView of(RowStore store, Function<String, @Nullable BatchRow> headers) {
    return of(store, headers, key -> null);
  }

  /**
   * Like the other one, with a results cache.
   *
   * @param cache what is kept under a key, expired or not; it may be behind
   */
  static LedgerView of(
      RowStore store,
      Function<String, @Nullable BatchRow> headers,
      Function<String, @Nullable CachedOutput> cache) {
    return new StoredRows(store, headers, cache);
  }

  @Nullable BatchRow batch(String batchId);

  /** What the batch's open command said; null before it arrived. */
  @Nullable BatchOptions options(String batchId);

  /** What is left of an earlier batch of this id that was forgotten not long ago. */
  @Nullable Trace trace(String batchId);

  @Nullable StoredTask task(String batchId, String taskId);

  /** What was submitted as this task, if that has a row of its own: see {@link StoredTask}. */
  @Nullable TaskSpec spec(String batchId, String taskId);

  @Nullable Content output(String batchId, String taskId);

  /** What the results cache has under a key of {@link dev.sluice.core.cache.CacheKey}. */
  @Nullable CachedOutput cached(String key);

  /** Tasks that need this one and were submitted before it ended, by id. */
  List<String> dependants(String batchId, String need, @Nullable String after, int limit);

  /** The batch's tasks, by id. */
  List<TaskEntry> tasks(String batchId, @Nullable String after, int limit);

  /** Queued tasks from this slot on, first in line first. */
  List<QueueEntry> queue(String batchId, long fromSlot, int limit);

  /**
   * Keys of a batch's rows in one table, in their order.
   *
   * @param after a {@link dev.sluice.core.ledger.row.RowKeys#cursor}
   */
  List<byte[]> keys(String batchId, char table, @Nullable String after, int limit);

  @Nullable Work work(String batchId, long sequence);

  /**
   * Timers that are due at this time, earliest first.
   *
   * @param from no timer is looked for that was due before: whoever knows a bound saves the walk
   *     over all that have fired
   */
  List<Timer> dueTimers(long from, long now, int limit);

  /** Batches whose window follows the live workers, by id. */
  List<String> adaptiveBatches(@Nullable String after, int limit);

  /** Batches with work left over. */
  List<String> batchesWithWork(int limit);

  /** A task and where it is. */
  record TaskEntry(String taskId, TaskRow row) {}

  /** A queued task and its place in the line. */
  record QueueEntry(long slot, String taskId) {}
}
