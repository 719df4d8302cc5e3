package dev.sluice.client.internal;

import dev.sluice.client.Progress;
import dev.sluice.client.TaskResult;
import dev.sluice.client.TimeLeft;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last result of each task of a batch. A result of a later round takes the place of the earlier
 * one. Not thread-safe.
 */
sealed interface ResultBook permits KeptResults, HandedOnResults {

  /** Enters a result; false if it was there already. */
  boolean enter(TaskResult result);

  /** Forgets the result of a task. */
  void remove(String taskId);

  void clear();

  /** How many tasks have a result. */
  int size();

  /** How many tasks ended like this. */
  long count(TaskStatus status);

  /** Attempts after the first ones, of all tasks together. */
  long retried();

  /** How many results ever arrived: the places that {@link #between} answers for. */
  int arrived();

  /** The results that arrived at these places, without those whose place a later one took. */
  List<TaskResult> between(int from, int to);

  /** The results that are wanted, as they arrived. */
  List<TaskResult> all(Predicate<TaskResult> wanted);

  /** How far a batch is whose results these are. */
  default Progress progress(
      String batchId, BatchStatus status, long total, @Nullable TimeLeft outlook) {
    return new Progress(
        batchId,
        status,
        total,
        count(TaskStatus.SUCCEEDED),
        count(TaskStatus.FAILED),
        count(TaskStatus.TIMED_OUT),
        count(TaskStatus.CANCELLED),
        count(TaskStatus.SKIPPED),
        count(TaskStatus.REJECTED),
        retried(),
        outlook);
  }
}
