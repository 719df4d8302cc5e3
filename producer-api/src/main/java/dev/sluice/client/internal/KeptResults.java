package dev.sluice.client.internal;

import dev.sluice.client.TaskResult;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps the results, in the order of their arrival. */
final class KeptResults implements ResultBook {

  private final List<@Nullable TaskResult> arrivals = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final long[] counts = new long[TaskStatus.values().length];
  private long retried;

  @Override
  public boolean enter(TaskResult result) {
    Integer place = places.putIfAbsent(result.taskId(), arrivals.size());
    if (place != null) {
      TaskResult known = arrivals.get(place);
      if (known != null && known.round() >= result.round()) {
        return false;
      }
      remove(result.taskId());
      places.put(result.taskId(), arrivals.size());
    }
    arrivals.add(result);
    count(result, 1);
    return true;
  }

  @Override
  public void remove(String taskId) {
    Integer place = places.remove(taskId);
    if (place != null) {
      TaskResult known = arrivals.set(place, null);
      if (known != null) {
        count(known, -1);
      }
    }
  }

  @Override
  public void clear() {
    arrivals.clear();
    places.clear();
    Arrays.fill(counts, 0);
    retried = 0;
  }

  private void count(TaskResult result, long one) {
    counts[result.status().ordinal()] += one;
    retried += one * result.retryCount();
  }

  @Override
  public int size() {
    return places.size();
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
    return arrivals.size();
  }

  @Override
  public List<TaskResult> between(int from, int to) {
    List<TaskResult> found = new ArrayList<>();
    for (int place = from; place < to; place++) {
      TaskResult result = arrivals.get(place);
      if (result != null) {
        found.add(result);
      }
    }
    return found;
  }

  @Override
  public List<TaskResult> all(Predicate<TaskResult> wanted) {
    List<TaskResult> all = new ArrayList<>();
    for (TaskResult result : arrivals) {
      if (result != null && wanted.test(result)) {
        all.add(result);
      }
    }
    return all;
  }
}
