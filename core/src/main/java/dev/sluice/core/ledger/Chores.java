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
  private static final int PAGE = 64;

  private final Draft draft;
  private final Parts parts;
  private final CycleSearch cycles;
  private int steps;
  private long bytesCharged;
  private long looksCharged;

  /**
   * @param steps rows that may be looked at, roughly
   */
  Chores(Draft draft, Parts parts, int steps) {
    this.draft = draft;
    this.parts = parts;
    this.cycles = new CycleSearch(draft, parts.endings());
    this.steps = steps;
  }

  void run() {
    do {
      while (!draft.work().isEmpty() && steps > 0) {
        Work first = draft.work().first();
        draft.work().firstBecomes(rest(first));
      }
      admit();
    } while (draft.work().isEmpty() && parts.closing().moreToDo() && steps > 0);
  }

  private @Nullable Work rest(Work work) {
    return switch (work) {
      case Work.Settle settle -> settle(settle);
      case Work.StopRest(@Nullable String after) -> {
        String last = visit(after, this::stop);
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
      case Work.Restart(@Nullable String after) -> {
        String last = visit(after, parts.rounds()::restart);
        yield last == null ? new Work.Begin(null) : new Work.Restart(last);
      }
      case Work.Begin(@Nullable String after) -> {
        String last = visit(after, parts.rounds()::begin);
        yield last == null ? null : new Work.Begin(last);
      }
      case Work.Spawn spawn -> spawn(spawn.tasks());
      case Work.DropOutputs drop -> {
        steps -= pageSize();
        yield parts.clearing().next(drop, PAGE);
      }
      case Work.Clear clear -> {
        steps -= pageSize();
        yield parts.clearing().next(clear, PAGE);
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

  private @Nullable Work spawn(List<Event.Spawned> tasks) {
    for (int i = 0; i < tasks.size(); i++) {
      if (steps <= 0) {
        return new Work.Spawn(tasks.subList(i, tasks.size()));
      }
      parts.submissions().spawned(tasks.get(i).task(), tasks.get(i).flaw());
      steps -= 1 + chargedSteps();
    }
    return null;
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
        parts.moves().needEnded(dependant, need, status);
      } else if (draft.task(dependant) instanceof TaskRow.Live live) {
        parts
            .endings()
            .withoutRun(
                dependant,
                live,
                TaskStatus.REJECTED,
                Reason.UNKNOWN_NEED,
                "needs " + need + ", which was never submitted to this batch");
      }
      steps -= 1 + chargedSteps();
    }
    return dependants.size() < limit ? null : new Work.Settle(need, dependants.getLast());
  }

  private void stop(String taskId, TaskRow row) {
    if (row instanceof TaskRow.Live live) {
      parts.endings().stopped(taskId, live);
    }
  }

  private void spreadEdges(String taskId, TaskRow row) {
    if (row instanceof TaskRow.Waiting waiting) {
      parts.moves().spreadEdges(taskId, waiting);
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
    while (draft.tally().queued() > 0 && parts.releases().mayRelease()) {
      if (steps <= 0) {
        draft.work().add(new Work.Admit());
        return;
      }
      if (!parts.releases().releaseFirstInLine()) {
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
    long bytes = parts.releases().bytes() - bytesCharged;
    bytesCharged += bytes;
    long looks = parts.watch().looks() - looksCharged;
    looksCharged += looks;
    return (int) (bytes / BYTES_PER_STEP + looks / LOOKS_PER_STEP);
  }

  private int pageSize() {
    return Math.max(1, Math.min(steps, PAGE));
  }

  /** Looks at one task of the batch. */
  private interface TaskVisitor {
    void visit(String taskId, TaskRow row);
  }
}
