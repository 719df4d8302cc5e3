package dev.sluice.scheduler.view;

import dev.sluice.core.explain.Workforce;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task as its rows say, and as the heartbeats of its worker do.
 *
 * @param spec what was submitted; null: it is not kept, because the task succeeded
 * @param run who has it; null: nobody said so, or it has not been released
 */
public record TaskView(
    String taskId, TaskRow row, @Nullable TaskSpec spec, Workforce.@Nullable Run run) {

  public TaskView {
    Objects.requireNonNull(taskId, "taskId");
    Objects.requireNonNull(row, "row");
  }

  /** Where it is; null: others need it, and nobody submitted it yet. */
  public @Nullable TaskStatus status() {
    return switch (row) {
      case TaskRow.Missing missing -> null;
      case TaskRow.Waiting waiting -> TaskStatus.PENDING;
      case TaskRow.Delayed delayed -> TaskStatus.QUEUED;
      case TaskRow.Queued queued -> TaskStatus.QUEUED;
      case TaskRow.Released released ->
          run == null || run.attempt() == 0 ? TaskStatus.RELEASED : TaskStatus.RUNNING;
      case TaskRow.Ended ended -> ended.status();
    };
  }
}
