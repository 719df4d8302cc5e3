package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.ledger.row.Work;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cycles of a batch in which nothing moves any more. Every waiting task then waits for a
 * waiting task, so following the first such need from anywhere runs into a cycle; Brent's algorithm
 * notices it with two remembered tasks, however long the cycle is.
 */
record CycleSearch(Draft draft, Endings endings) {

  private static final int SHOWN = 12;

  /** Looks for a waiting task among the next ones; null when there is none left. */
  @Nullable Work findStuck(@Nullable String after, int limit) {
    List<LedgerView.TaskEntry> page = draft.tasks(after, limit);
    for (LedgerView.TaskEntry entry : page) {
      String next = unmetNeed(entry.taskId());
      if (next != null) {
        return new Work.FollowNeeds(entry.taskId(), entry.taskId(), next, 1, 1);
      }
    }
    return page.size() < limit ? null : new Work.FindStuck(page.getLast().taskId());
  }

  /** One step along the needs. */
  Work follow(Work.FollowNeeds at) {
    if (at.slow().equals(at.fast())) {
      return new Work.RejectCycle(
          at.origin(), at.fast(), at.length(), path(at.fast(), at.length()));
    }
    boolean catchUp = at.power() == at.length();
    String slow = catchUp ? at.fast() : at.slow();
    long power = catchUp ? at.power() * 2 : at.power();
    long length = catchUp ? 0 : at.length();
    String next = unmetNeed(at.fast());
    return next == null
        ? new Work.FindStuck(at.origin())
        : new Work.FollowNeeds(at.origin(), slow, next, power, length + 1);
  }

  /** Rejects one member of the cycle. */
  Work reject(Work.RejectCycle at) {
    String next = unmetNeed(at.current());
    if (draft.task(at.current()) instanceof TaskRow.Waiting waiting) {
      endings.withoutRun(at.current(), waiting, TaskStatus.REJECTED, Reason.CYCLE, at.path());
    }
    return at.left() == 1 || next == null
        ? new Work.FindStuck(at.origin())
        : new Work.RejectCycle(at.origin(), next, at.left() - 1, at.path());
  }

  private String path(String member, long length) {
    StringBuilder path = new StringBuilder("cycle of needs: ").append(member);
    @Nullable String at = member;
    for (long i = 1; i < Math.min(length, SHOWN); i++) {
      at = unmetNeed(at);
      if (at == null) {
        return path.toString(); // a member was cancelled meanwhile
      }
      path.append(" -> ").append(at);
    }
    if (length > SHOWN) {
      path.append(" -> ... (").append(length).append(" tasks)");
    }
    return path.append(" -> ").append(member).toString();
  }

  /** The first need of a waiting task that waits itself. */
  private @Nullable String unmetNeed(String taskId) {
    if (draft.task(taskId) instanceof TaskRow.Waiting) {
      for (String need : draft.spec(taskId).needs()) {
        if (draft.task(need) instanceof TaskRow.Waiting) {
          return need;
        }
      }
    }
    return null;
  }
}
