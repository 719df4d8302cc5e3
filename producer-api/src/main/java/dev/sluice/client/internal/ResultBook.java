package dev.sluice.client.internal;

import dev.sluice.client.TaskResult;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last result of each task of a batch, in the order of their arrival. A result of a later round
 * takes the place of the earlier one. Not thread-safe.
 */
final class ResultBook {

  private final List<@Nullable TaskResult> arrivals = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<TaskStatus, Long> counts = new EnumMap<>(TaskStatus.class);
  private long retried;

  /** Enters a result; false if it was there already. */
  boolean enter(TaskResult result) {
    Integer place = places.get(result.taskId());
    if (place != null) {
      TaskResult known = arrivals.get(place);
      if (known != null && known.round() >= result.round()) {
        return false;
      }
      remove(result.taskId());
    }
    places.put(result.taskId(), arrivals.size());
    arrivals.add(result);
    count(result, 1);
    return true;
  }

  /** Forgets the result of a task. */
  void remove(String taskId) {
    Integer place = places.remove(taskId);
    if (place != null) {
      TaskResult known = arrivals.set(place, null);
      if (known != null) {
        count(known, -1);
      }
    }
  }

  void clear() {
    arrivals.clear();
    places.clear();
    counts.clear();
    retried = 0;
  }

  private void count(TaskResult result, long one) {
    counts.merge(result.status(), one, Long::sum);
    if (result.retryCount() > 0) {
      retried += one;
    }
  }

  /** How many tasks have a result. */
  int size() {
    return places.size();
  }

  long count(TaskStatus status) {
    return counts.getOrDefault(status, 0L);
  }

  /** How many tasks took more than one attempt. */
  long retried() {
    return retried;
  }

  /** How many results ever arrived: the places that {@link #at} answers for. */
  int arrived() {
    return arrivals.size();
  }

  /** The result that arrived at this place, null if a later one took its place. */
  @Nullable TaskResult at(int place) {
    return arrivals.get(place);
  }

  /** All results as they arrived. */
  List<TaskResult> all() {
    List<TaskResult> all = new ArrayList<>(places.size());
    for (TaskResult result : arrivals) {
      if (result != null) {
        all.add(result);
      }
    }
    return all;
  }
}
