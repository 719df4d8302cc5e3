package dev.sluice.client.internal;

import dev.sluice.client.TaskResult;
import dev.sluice.core.ledger.ReleaseNumber;
import dev.sluice.core.task.TaskStatus;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Counts the results and hands them on. Of a task it keeps the id, because a result that is read
 * again, or one of a later round, must not count twice; and in one small number how it ended, which
 * most tasks share.
 */
final class HandedOnResults implements ResultBook {

  private static final TaskStatus[] STATUSES = TaskStatus.values();
  private static final int LAST_ROUND = ReleaseNumber.LAST_ROUND;

  /** More are not counted: the number has to hold a round and a status besides. */
  private static final int MOST_RETRIES =
      Integer.MAX_VALUE / STATUSES.length / (LAST_ROUND + 1) - 1;

  private final Consumer<TaskResult> taker;
  private final Map<String, Integer> ends = new HashMap<>();
  private final long[] counts = new long[STATUSES.length];
  private long retried;

  HandedOnResults(Consumer<TaskResult> taker) {
    this.taker = taker;
  }

  @Override
  public boolean enter(TaskResult result) {
    int end = end(result);
    Integer known = ends.put(result.taskId(), end);
    if (known != null) {
      if (round(known) >= result.round()) {
        ends.put(result.taskId(), known);
        return false;
      }
      count(known, -1);
    }
    count(end, 1);
    taker.accept(result);
    return true;
  }

  @Override
  public void remove(String taskId) {
    Integer known = ends.remove(taskId);
    if (known != null) {
      count(known, -1);
    }
  }

  @Override
  public void clear() {
    ends.clear();
    Arrays.fill(counts, 0);
    retried = 0;
  }

  private static int end(TaskResult result) {
    int retries = Math.clamp(result.retryCount(), 0, MOST_RETRIES);
    int round = Math.clamp(result.round(), 0, LAST_ROUND);
    return (retries * (LAST_ROUND + 1) + round) * STATUSES.length + result.status().ordinal();
  }

  private static int round(int end) {
    return end / STATUSES.length % (LAST_ROUND + 1);
  }

  private void count(int end, long one) {
    counts[end % STATUSES.length] += one;
    retried += one * (end / STATUSES.length / (LAST_ROUND + 1));
  }

  @Override
  public int size() {
    return ends.size();
  }

  @Override
  public long count(TaskStatus status) {
    return counts[status.ordinal()];
  }

  @Override
  public long retried() {
    return retried;
  }

  @Override
  public int arrived() {
    return 0;
  }

  @Override
  public List<TaskResult> between(int from, int to) {
    return List.of();
  }

  @Override
  public List<TaskResult> all(Predicate<TaskResult> wanted) {
    return List.of();
  }
}
