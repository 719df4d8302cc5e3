package dev.sluice.http.json;

import dev.sluice.client.BatchProblem;
import java.util.HashMap;
import java.util.Map;

/** Where the tasks of a batch stand in the JSON, as pointers. */
final class TaskPlaces {

  private final Map<String, String> first = new HashMap<>();
  private final Map<String, String> again = new HashMap<>();
  private boolean whole = true;

  void put(String taskId, String place) {
    if (first.putIfAbsent(taskId, place) != null) {
      again.putIfAbsent(taskId, place);
    }
  }

  /** There is a task whose id could not be read. */
  void unnamed() {
    whole = false;
  }

  /** Whether the ids of all tasks are known. */
  boolean whole() {
    return whole;
  }

  /** What a problem is about: of an id that stands twice its second place; empty: the batch. */
  String of(BatchProblem problem) {
    String place = first.getOrDefault(problem.taskId(), "");
    return problem.code() == BatchProblem.Code.DUPLICATE_TASK
        ? again.getOrDefault(problem.taskId(), place)
        : place;
  }
}
