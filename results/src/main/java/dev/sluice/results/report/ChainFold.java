package dev.sluice.results.report;

import dev.sluice.client.CriticalPath;
import dev.sluice.client.TaskResult;
import dev.sluice.core.summary.Contribution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Picks the results of the tasks that a critical path names. Not thread-safe. */
final class ChainFold {

  private final CriticalPath path;
  private final Map<String, TaskLine> found = new HashMap<>();

  ChainFold(CriticalPath path) {
    this.path = path;
    path.tasks().forEach(taskId -> found.put(taskId, null));
  }

  void add(TaskResult result, Contribution times) {
    if (found.containsKey(result.taskId())) {
      found.put(result.taskId(), TaskLine.of(result, times));
    }
  }

  /** Its tasks, the first one first, without those that have no result. */
  List<TaskLine> tasks() {
    return path.tasks().stream().map(found::get).filter(Objects::nonNull).toList();
  }
}
