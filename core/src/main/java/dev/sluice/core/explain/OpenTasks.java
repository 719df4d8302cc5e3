package dev.sluice.core.explain;

import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.LedgerView.TaskEntry;
import dev.sluice.core.ledger.row.TaskRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the tasks of a batch that have not ended, by id.
 *
 * @param next the last row that was looked at, if there may be more
 */
record OpenTasks(List<TaskEntry> tasks, @Nullable String next) {

  private static final int PAGE = 256;
  private static final int MOST_ROWS = 4096;
  private static final int NAMED = 5;

  static OpenTasks after(String batchId, @Nullable String after, int limit, LedgerView view) {
    List<TaskEntry> open = new ArrayList<>();
    String last = after;
    for (int rows = 0; rows < MOST_ROWS && open.size() < limit; rows += PAGE) {
      List<TaskEntry> page = view.tasks(batchId, last, PAGE);
      for (TaskEntry entry : page) {
        if (open.size() == limit) {
          return new OpenTasks(open, last);
        }
        last = entry.taskId();
        if (!(entry.row() instanceof TaskRow.Ended)) {
          open.add(entry);
        }
      }
      if (page.size() < PAGE) {
        return new OpenTasks(open, null);
      }
    }
    return new OpenTasks(open, last);
  }

  /** The first few that do not wait for others: what the batch as a whole waits for. */
  List<String> blocking() {
    return tasks.stream()
        .filter(entry -> !(entry.row() instanceof TaskRow.Waiting))
        .limit(NAMED)
        .map(TaskEntry::taskId)
        .toList();
  }
}
