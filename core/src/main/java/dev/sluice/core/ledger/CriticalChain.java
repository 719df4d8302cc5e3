package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
    Deque<String> chain = new ArrayDeque<>();
    String next = last;
    while (next != null && chain.size() < most) {
      chain.addFirst(next);
      next = before(view, batchId, next);
    }
    return List.copyOf(chain);
  }

  private static @Nullable String before(LedgerView view, String batchId, String taskId) {
    StoredTask task = view.task(batchId, taskId);
    return task != null && task.state() instanceof TaskRow.Ended ended
        ? ended.chain().need()
        : null;
  }
}
