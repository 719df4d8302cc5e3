package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Follows the links that tasks keep of their longest chains: from a task back to its beginning. */
public final class CriticalChain {

  /** Of a longer critical path a summary lists so many last tasks. */
  public static final int MOST_LISTED = 200;

  private CriticalChain() {}

  /**
   * The chain that ends with a task, first task first.
   *
   * @param most of a chain with more tasks than these, the last ones
   */
  public static List<String> of(LedgerView view, String batchId, String last, int most) {
    return of(taskId -> view.task(batchId, taskId), last, most);
  }

  /**
   * Like the other one, and also for who has no view of a ledger.
   *
   * @param tasks the rows of a batch's tasks by id
   */
  public static List<String> of(
      Function<String, @Nullable StoredTask> tasks, String last, int most) {
    Deque<String> chain = new ArrayDeque<>();
    String next = last;
    while (next != null && chain.size() < most) {
      chain.addFirst(next);
      next = before(tasks.apply(next));
    }
    return List.copyOf(chain);
  }

  private static @Nullable String before(@Nullable StoredTask task) {
    return task != null && task.state() instanceof TaskRow.Ended ended
        ? ended.chain().need()
        : null;
  }
}
