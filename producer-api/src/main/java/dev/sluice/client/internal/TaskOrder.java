package dev.sluice.client.internal;

import dev.sluice.client.TaskResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order in which the tasks of a batch were submitted, as far as this client knows it. */
final class TaskOrder {

  private final Map<String, Integer> places = new HashMap<>();

  /** Adds a task at the end; false if it is there already. */
  synchronized boolean add(String taskId) {
    return places.putIfAbsent(taskId, places.size()) == null;
  }

  synchronized int size() {
    return places.size();
  }

  /** These results in the order of their tasks; those of unknown tasks last, by id. */
  synchronized List<TaskResult> sorted(List<TaskResult> results) {
    List<TaskResult> sorted = new ArrayList<>(results);
    sorted.sort(
        Comparator.<TaskResult>comparingInt(
                result -> places.getOrDefault(result.taskId(), Integer.MAX_VALUE))
            .thenComparing(TaskResult::taskId));
    return sorted;
  }
}
