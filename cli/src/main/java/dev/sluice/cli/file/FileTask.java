package dev.sluice.cli.file;

import dev.sluice.core.task.TaskSpec;
import java.util.List;

/**
 * A task and where it stands.
 *
 * @param at the place of the task
 * @param needsAt the place of each need, in the order of the task's needs
 */
public record FileTask(TaskSpec spec, At at, List<At> needsAt) {

  public FileTask {
    needsAt = List.copyOf(needsAt);
    if (needsAt.size() != spec.needs().size()) {
      throw new IllegalArgumentException("needsAt must have a place for each need");
    }
  }

  public String id() {
    return spec.id();
  }
}
