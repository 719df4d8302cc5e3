package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Decision;
import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.Timer;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A batch that happens without faults, workers and network, in an order of its own. */
final class Rehearsal {

  private static final int MOST_STEPS = 20_000;

  private final BatchPlan plan;
  private final Decider decider;
  private final Chance chance;
  private final Rows rows = new Rows();
  private final LedgerView view = rows.view();
  private final List<Event> submissions = new ArrayList<>();
  private final List<Event> commands = new ArrayList<>();
  private final List<Event> reports = new ArrayList<>();
  private final Map<String, String> ends = new TreeMap<>();
  private boolean closed;
  private boolean workLeft;
  private long now = Agenda.BEGIN;

  Rehearsal(BatchPlan plan, Decider decider) {
    this.plan = plan;
    this.decider = decider;
    this.chance = Chance.of(plan.id().hashCode(), plan.sends().size());
  }

  /** How each task ended. */
  Map<String, String> ends() {
    for (BatchPlan.Send send : plan.sends()) {
      Event event = send.record().apply(now);
      (event instanceof Event.TaskSubmitted ? submissions : commands).add(event);
    }
    commands.add(new Event.StartRequested(plan.id(), now));
    for (int steps = 0; !closed && steps < MOST_STEPS && step(); steps++) {
      now += Agenda.MILLI;
    }
    return ends;
  }

  /** How and why, without what is told of it. */
  static String endOf(Effect.RecordResult result) {
    return result.reason() == null
        ? result.status().name()
        : result.status() + "(" + result.reason() + ")";
  }

  private boolean step() {
    List<Timer> due = view.dueTimers(0, now, 1);
    if (!due.isEmpty()) {
      decide(new Event.TimerFired(plan.id(), now, due.getFirst()));
    } else if (workLeft && chance.oneIn(2)) {
      decide(new Event.WorkDue(plan.id(), now));
    } else if (!submissions.isEmpty() && chance.oneIn(2)) {
      decide(submissions.remove(chance.below(submissions.size())));
    } else if (!commands.isEmpty() && chance.oneIn(2)) {
      decide(commands.removeFirst());
    } else if (!reports.isEmpty()) {
      decide(reports.remove(chance.below(reports.size())));
    } else if (submissions.isEmpty() && commands.isEmpty() && !workLeft) {
      return advanceToTimer();
    }
    return true;
  }

  private boolean advanceToTimer() {
    List<Timer> next = view.dueTimers(0, Long.MAX_VALUE - 1, 1);
    next.forEach(timer -> now = timer.due());
    return !next.isEmpty();
  }

  private void decide(Event event) {
    Decision decision = decider.decide(event, view);
    ReplayGivesTheSame.save(plan.id(), decision, rows);
    workLeft = false;
    for (Effect effect : decision.effects()) {
      switch (effect) {
        case Effect.ReleaseTask release -> reports.add(report(release));
        case Effect.RecordResult result -> ends.put(result.taskId(), endOf(result));
        case Effect.BatchChanged change -> closed = change.status().terminal();
        case Effect.MoreWork more -> workLeft = true;
        default -> {}
      }
    }
  }

  /** All attempts at once, as a worker with time would do it. */
  private Event report(Effect.ReleaseTask release) {
    TaskSpec task = release.task();
    int number = 1;
    Script.Outcome outcome = plan.script().attempt(task, release.round(), number);
    while (outcome.status() != TaskStatus.SUCCEEDED
        && Script.retryable(outcome, task)
        && number < RetriesWithinPolicy.attemptsAllowed(task)) {
      outcome = plan.script().attempt(task, release.round(), ++number);
    }
    return new Event.TaskReported(
        release.batchId(),
        now,
        task.id(),
        release.releaseNumber(),
        outcome.status(),
        outcome.status() == TaskStatus.SUCCEEDED ? null : "HANDLER_ERROR",
        outcome.output(),
        outcome.error(),
        number,
        now,
        now,
        "rehearsal",
        -1,
        outcome.spawned());
  }
}
