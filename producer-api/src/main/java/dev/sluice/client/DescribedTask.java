package dev.sluice.client;

import dev.sluice.client.internal.Problems;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskSpec;

/** A task of a batch that is being built. */
sealed interface DescribedTask {

  /**
   * The task.
   *
   * @param defaultPriority for one that says none
   */
  TaskSpec spec(Priority defaultPriority);

  /** Tells what went wrong while the task was described. */
  void reportTo(Problems problems);

  /** Described step by step. */
  record Stepwise(TaskBuilder builder) implements DescribedTask {

    @Override
    public TaskSpec spec(Priority defaultPriority) {
      return builder.spec(defaultPriority);
    }

    @Override
    public void reportTo(Problems problems) {
      builder.reportTo(problems);
    }
  }

  /** Described at once. */
  record Ready(TaskSpec spec) implements DescribedTask {

    @Override
    public TaskSpec spec(Priority defaultPriority) {
      return spec;
    }

    @Override
    public void reportTo(Problems problems) {
      // whoever made it has told
    }
  }
}
