package dev.sluice.cli.file;

import dev.sluice.core.graph.GraphProblem;
import dev.sluice.core.graph.TaskGraph;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges whether the tasks of a file form a directed acyclic graph. */
final class GraphCheck {

  private static final int SHOWN_TASKS = 60;

  private final Map<String, FileTask> tasks;
  private final Problems problems;

  private GraphCheck(Map<String, FileTask> tasks, Problems problems) {
    this.tasks = tasks;
    this.problems = problems;
  }

  /**
   * Adds the place of every cycle, self-need and unknown need to the problems. What a task needs
   * may be one whose id could not be read.
   */
  static void check(List<FileTask> all, Problems problems) {
    Map<String, FileTask> tasks = HashMap.newHashMap(all.size());
    Map<String, List<String>> needs = LinkedHashMap.newLinkedHashMap(all.size());
    for (FileTask task : all) {
      tasks.put(task.id(), task);
      needs.put(task.id(), task.spec().needs());
    }
    TaskGraph graph = TaskGraph.of(needs);
    var check = new GraphCheck(tasks, problems);
    graph.problems().stream()
        .filter(problem -> problems.allNamed() || !(problem instanceof GraphProblem.UnknownNeed))
        .forEach(check::tell);
  }

  private void tell(GraphProblem problem) {
    switch (problem) {
      case GraphProblem.Cycle cycle ->
          problems.add(
              placeOfNeed(cycle.path().get(0), cycle.path().get(1)),
              "the tasks wait for each other: " + arrows(cycle.path()),
              "remove one of these needs");
      case GraphProblem.SelfNeed self ->
          problems.add(
              placeOfNeed(self.task(), self.task()),
              "task '" + self.task() + "' needs itself: " + self.task() + " -> " + self.task(),
              "remove this need");
      case GraphProblem.UnknownNeed unknown ->
          problems.add(
              placeOfNeed(unknown.task(), unknown.need()),
              "task '%s' needs '%s', which is not in this file"
                  .formatted(unknown.task(), unknown.need()),
              unknown.nearest() == null
                  ? "add that task or remove the need; tasks of other batches can't be needed"
                  : "did you mean '" + unknown.nearest() + "'?");
    }
  }

  private At placeOfNeed(String taskId, String need) {
    FileTask task = tasks.get(taskId);
    int index = task == null ? -1 : task.spec().needs().indexOf(need);
    return task == null ? At.START : index < 0 ? task.at() : task.needsAt().get(index);
  }

  private static String arrows(List<String> path) {
    if (path.size() <= SHOWN_TASKS) {
      return String.join(" -> ", path);
    }
    int half = SHOWN_TASKS / 2;
    return "%s -> (%d more) -> %s"
        .formatted(
            String.join(" -> ", path.subList(0, half)),
            path.size() - 2 * half,
            String.join(" -> ", path.subList(path.size() - half, path.size())));
  }
}
