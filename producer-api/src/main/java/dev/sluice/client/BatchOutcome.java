package dev.sluice.client;

import dev.sluice.core.task.BatchStatus;
import java.util.List;
import java.util.Objects;

/**
 * How a batch ended.
 *
 * @param summary the final summary
 * @param notSucceeded the results of the tasks that did not succeed, in the order of {@link
 *     ResultOrder#ORDERED}
 */
public record BatchOutcome(BatchSummary summary, List<TaskResult> notSucceeded) {

  public BatchOutcome {
    Objects.requireNonNull(summary, "summary");
    notSucceeded = List.copyOf(notSucceeded);
  }

  /** One of the four ends of a batch. */
  public BatchStatus status() {
    return summary.status();
  }

  /** Whether every task succeeded. */
  public boolean succeeded() {
    return status() == BatchStatus.SUCCEEDED;
  }

  /** The errors of the batch's tasks, those that look the same together, most frequent first. */
  public List<ErrorGroup> errors() {
    return summary.errors();
  }
}
