package dev.sluice.client.internal;

import dev.sluice.client.TaskResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The order in which the tasks of a batch were submitted, as far as this client knows it. */
final class TaskOrder {

  private final List<String> ids;
  private @Nullable Map<String, Integer> places;

  /** Tasks whose order is not known. */
  TaskOrder() {
    this(List.of());
  }

  /** These tasks in this order; no id twice. */
  TaskOrder(List<String> ids) {
    this.ids = new ArrayList<>(ids);
  }

  /** Adds a task at the end; false if it is there already. */
  synchronized boolean add(String taskId) {
    if (places().putIfAbsent(taskId, ids.size()) != null) {
      return false;
    }
    return ids.add(taskId);
  }

  synchronized int size() {
    return ids.size();
  }

  /** These results in the order of their tasks; those of unknown tasks last, by id. */
  synchronized List<TaskResult> sorted(List<TaskResult> results) {
    List<TaskResult> sorted = new ArrayList<>(results);
    if (sorted.size() > 1) {
      Map<String, Integer> known = places();
      sorted.sort(
          Comparator.<TaskResult>comparingInt(
                  result -> known.getOrDefault(result.taskId(), Integer.MAX_VALUE))
              .thenComparing(TaskResult::taskId));
    }
    return sorted;
  }

  /** Most batches are never asked for their order, so it is looked up only when one is. */
  private Map<String, Integer> places() {
    if (places == null) {
      places = HashMap.newHashMap(ids.size());
      for (String id : ids) {
        places.put(id, places.size());
      }
    }
    return places;
  }
}
