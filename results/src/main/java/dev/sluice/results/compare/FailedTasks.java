package dev.sluice.results.compare;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The ids of tasks that failed: the first {@value #MOST} in the order of ids, so that memory is
 * bounded and two of these can be compared as far as both reach. Not thread-safe.
 */
final class FailedTasks {

  static final int MOST = 50_000;

  private final TreeSet<String> ids = new TreeSet<>();
  private @Nullable String lastComplete;

  void add(String taskId) {
    if (!covers(taskId)) {
      return;
    }
    ids.add(taskId);
    if (ids.size() > MOST) {
      ids.pollLast();
      lastComplete = ids.last();
    }
  }

  /** Whether it is known of this task if it failed. */
  boolean covers(String taskId) {
    return lastComplete == null || taskId.compareTo(lastComplete) <= 0;
  }

  boolean complete() {
    return lastComplete == null;
  }

  boolean contains(String taskId) {
    return ids.contains(taskId);
  }

  SortedSet<String> ids() {
    return Collections.unmodifiableSortedSet(ids);
  }
}
