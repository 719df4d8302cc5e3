package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.ledger.row.Work;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does the work that events leave behind, so much of it per decision and no more: telling
 * dependants, cancelling the rest, rejecting what can never run, releasing from the line. What is
 * left stays in rows and goes on with {@link Event.WorkDue}.
 */
final class Chores {

  private static final int BYTES_PER_STEP = 4096;
  private static final int LOOKS_PER_STEP = 8;

  private final Draft draft;
  private final TaskMoves moves;
  private final CycleSearch cycles;
  private final Closing closing;
  private int steps;
  private long bytesCharged;
  private long looksCharged;

  /**
   * @param steps rows that may be looked at, roughly
   */
  Chores(Draft draft, TaskMoves moves, int steps) {
    this.draft = draft;
    this.moves = moves;
    this.cycles = new CycleSearch(draft, moves);
    this.closing = new Closing(draft, moves.watch());
    this.steps = steps;
  }

  void run() {
    do {
      while (!draft.work().isEmpty() && steps > 0) {
        Work first = draft.work().first();
        draft.work().firstBecomes(rest(first));
      }
      admit();
    } while (draft.work().isEmpty() && closing.moreToDo() && steps > 0);
  }

  private @Nullable Work rest(Work work) {
    return switch (work) {
      case Work.Settle settle -> settle(settle);
      case Work.StopRest(@Nullable String after) -> {
        String last = visit(after, this::stopTask);
        yield last == null ? null : new Work.StopRest(last);
      }
      case Work.SpreadEdges(@Nullable String after) -> {
        String last = visit(after, this::spreadEdges);
        yield last == null ? null : new Work.SpreadEdges(last);
      }
      case Work.FindMissing(@Nullable String after) -> {
        String last = visit(after, this::settleMissing);
        yield last == null ? null : new Work.FindMissing(last);
      }
      case Work.FindStuck(@Nullable String after) -> {
        steps -= pageSize();
        yield cycles.findStuck(after, pageSize());
      }
      case Work.FollowNeeds follow -> {
        steps--;
        yield cycles.follow(follow);
      }
      case Work.RejectCycle reject -> {
        steps--;
        yield cycles.reject(reject);
      }
      case Work.Admit() -> {
        steps--;
        yield null;
      }
    };
  }

  /** Tells the dependants of a task that it ended, or that it will never come. */
  private @Nullable Work settle(Work.Settle settle) {
    String need = settle.taskId();
    TaskRow row = draft.task(need);
    TaskStatus status = row instanceof TaskRow.Ended ended ? ended.status() : null;
    if (row instanceof TaskRow.Missing) {
      draft.forget(need);
      draft.put(draft.tally().withMissing(-1));
    }
    int limit = pageSize();
    String told = settle.after();
    List<String> dependants = draft.dependants(need, settle.after(), limit);
    steps--;
    for (String dependant : dependants) {
      if (steps <= 0) {
        return new Work.Settle(need, told);
      }
      told = dependant;
      if (status != null) {
        moves.needEnded(dependant, need, status);
      } else if (draft.task(dependant) instanceof TaskRow.Live live) {
        moves.endWithoutRun(
            dependant,
            live,
            TaskStatus.REJECTED,
            Reason.UNKNOWN_NEED,
            "needs " + need + ", which was never submitted");
      }
      steps -= 1 + chargedSteps();
    }
    return dependants.size() < limit ? null : new Work.Settle(need, dependants.getLast());
  }

  private void stopTask(String taskId, TaskRow row) {
    Reason reason = draft.life().stop();
    if (row instanceof TaskRow.Live live && reason != null) {
      moves.endWithoutRun(taskId, live, TaskStatus.CANCELLED, reason, "the batch is being stopped");
    }
  }

  private void spreadEdges(String taskId, TaskRow row) {
    if (row instanceof TaskRow.Waiting waiting) {
      moves.spreadEdges(taskId, waiting);
    }
  }

  private void settleMissing(String taskId, TaskRow row) {
    if (row instanceof TaskRow.Missing) {
      draft.work().add(new Work.Settle(taskId, null));
    }
  }

  /** Visits the next tasks of the batch and returns the last one, or null when all are visited. */
  private @Nullable String visit(@Nullable String after, TaskVisitor visitor) {
    int limit = pageSize();
    List<LedgerView.TaskEntry> page = draft.tasks(after, limit);
    steps--;
    for (LedgerView.TaskEntry entry : page) {
      TaskRow now = draft.task(entry.taskId());
      if (now != null) {
        visitor.visit(entry.taskId(), now);
      }
      steps -= 1 + chargedSteps();
      if (steps <= 0) {
        return entry.taskId();
      }
    }
    return page.size() < limit ? null : page.getLast().taskId();
  }

  private void admit() {
    if (!draft.known() || !draft.life().opened()) {
      return;
    }
    while (draft.tally().queued() > 0 && moves.mayRelease()) {
      if (steps <= 0) {
        draft.work().add(new Work.Admit());
        return;
      }
      if (!moves.releaseFirstInLine()) {
        return;
      }
      steps -= 1 + chargedSteps();
    }
  }

  /**
   * What was released and which needs were looked at since the last time, in steps: large releases
   * and tasks of many needs make short decisions.
   */
  private int chargedSteps() {
    long bytes = moves.releasedBytes() - bytesCharged;
    bytesCharged += bytes;
    long looks = moves.watch().looks() - looksCharged;
    looksCharged += looks;
    return (int) (bytes / BYTES_PER_STEP + looks / LOOKS_PER_STEP);
  }

  private int pageSize() {
    return Math.max(1, Math.min(steps, 64));
  }

  /** Looks at one task of the batch. */
  private interface TaskVisitor {
    void visit(String taskId, TaskRow row);
  }
}
