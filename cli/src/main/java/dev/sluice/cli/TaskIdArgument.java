package dev.sluice.cli;

import dev.sluice.core.limits.Ids;

/** A task id from the command line. */
final class TaskIdArgument {

  private TaskIdArgument() {}

  static String checked(String taskId) {
    if (!Ids.validTaskId(taskId)) {
      throw new CommandException(
          ExitCode.USAGE,
          "'" + taskId + "' is no task id; it has 1 to 200 letters, digits and . _ : - / @ + =");
    }
    return taskId;
  }
}
