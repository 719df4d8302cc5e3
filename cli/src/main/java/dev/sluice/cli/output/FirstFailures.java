package dev.sluice.cli.output;

import dev.sluice.client.TaskResult;
import dev.sluice.core.task.TaskStatus;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Of the results of a batch the first few that did not succeed, and how many there are. A later
 * round takes back what an earlier one said of a task.
 */
public final class FirstFailures implements Consumer<TaskResult> {

  private static final int KEPT = 20;

  private final Map<String, TaskResult> first = new LinkedHashMap<>();
  private final Set<String> more = new LinkedHashSet<>();

  @Override
  public synchronized void accept(TaskResult result) {
    String task = result.taskId();
    first.remove(task);
    more.remove(task);
    if (result.status() != TaskStatus.SUCCEEDED) {
      if (first.size() < KEPT) {
        first.put(task, result);
      } else {
        more.add(task);
      }
    }
  }

  /** What to show of them. */
  public synchronized Shown shown() {
    return new Shown(List.copyOf(first.values()), (long) first.size() + more.size());
  }
}
