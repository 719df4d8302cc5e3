package dev.sluice.core.explain;

import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.Reason;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.limits.Ids;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells why a batch and its tasks are where they are: reads only, and however large the batch is,
 * looks at 4,096 tasks, and for each task in the answer at some of its needs.
 */
public final class Explainer {

  /** Most tasks in one answer. */
  public static final int MOST_TASKS = 1000;

  private static final int LOOKS_FOR_ONE = 10_000;
  private static final int LOOKS_FOR_ONE_OF_MANY = 16;

  private final LedgerView view;
  private final Workforce workforce;

  public Explainer(LedgerView view, Workforce workforce) {
    this.view = view;
    this.workforce = workforce;
  }

  /**
   * Explains one task, or a batch and those of its tasks that have not ended.
   *
   * @param taskId given: this task alone, whether it has ended or not
   * @param after tasks after this one, by id, and no word about the batch; null: from the first on
   * @param limit most tasks, 1 to {@value #MOST_TASKS}; what is out of this range is moved into it
   * @param now microseconds since the epoch
   */
  public Explained explain(
      String batchId, @Nullable String taskId, @Nullable String after, int limit, long now) {
    BatchRow batch = Ids.validBatchId(batchId) ? view.batch(batchId) : null;
    if (batch == null || batch.life().stop() == Reason.CLEARED) {
      return Explained.only(BatchCauses.unknown());
    }
    TaskCauses tasks = new TaskCauses(batchId, batch, view, workforce, now);
    if (taskId != null) {
      StoredTask found = Ids.validTaskId(taskId) ? view.task(batchId, taskId) : null;
      return Explained.only(
          found == null
              ? TaskCauses.unknown(taskId)
              : tasks.explain(taskId, found.state(), LOOKS_FOR_ONE));
    }
    OpenTasks page = OpenTasks.after(batchId, after, Math.clamp(limit, 1, MOST_TASKS), view);
    List<Explanation> explanations = new ArrayList<>();
    if (after == null) {
      explanations.add(new BatchCauses(batch).explain(page.blocking()));
    }
    page.tasks().stream()
        .map(task -> tasks.explain(task.taskId(), task.row(), LOOKS_FOR_ONE_OF_MANY))
        .forEach(explanations::add);
    return new Explained(explanations, page.next());
  }
}
