package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Decision;
import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Reason;
import dev.sluice.core.ledger.ReleaseNumber;
import dev.sluice.core.ledger.RowWrite;
import dev.sluice.core.ledger.Timer;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Makes a good ledger one with a defect. */
final class Tampering {

  private Tampering() {}

  static Decider repeating(Decider real, Predicate<Effect> which) {
    return (event, view) -> {
      Decision decision = real.decide(event, view);
      List<Effect> effects = new ArrayList<>();
      for (Effect effect : decision.effects()) {
        effects.add(effect);
        if (which.test(effect)) {
          effects.add(effect);
        }
      }
      return new Decision(decision.batch(), decision.writes(), effects);
    };
  }

  static Decider dropping(Decider real, Predicate<Effect> which) {
    return (event, view) -> {
      Decision decision = real.decide(event, view);
      List<Effect> effects = decision.effects().stream().filter(which.negate()).toList();
      return new Decision(decision.batch(), decision.writes(), effects);
    };
  }

  static Decider deaf(Decider real, Predicate<Event> which) {
    return (event, view) ->
        which.test(event) ? new Decision(null, List.of(), List.of()) : real.decide(event, view);
  }

  static Decider withoutNeeds(Decider real) {
    return (event, view) ->
        event instanceof Event.TaskSubmitted(var batchId, var at, var task, var flaw)
            ? real.decide(
                new Event.TaskSubmitted(
                    batchId, at, TaskMaker.simple(task.id(), List.of(), task.priority()), flaw),
                view)
            : real.decide(event, view);
  }

  static Decider withoutPriority(Decider real) {
    return (event, view) ->
        event instanceof Event.TaskSubmitted(var batchId, var at, var task, var flaw)
            ? real.decide(
                new Event.TaskSubmitted(
                    batchId, at, TaskMaker.simple(task.id(), task.needs(), Priority.LOW), flaw),
                view)
            : real.decide(event, view);
  }

  /** Leaves out the needs that were not submitted before. */
  static Decider hasty(Decider real) {
    return (event, view) -> {
      if (event instanceof Event.TaskSubmitted(var batchId, var at, var task, var flaw)) {
        List<String> known =
            task.needs().stream().filter(need -> view.task(batchId, need) != null).toList();
        var hasty = TaskMaker.simple(task.id(), known, task.priority());
        return real.decide(new Event.TaskSubmitted(batchId, at, hasty, flaw), view);
      }
      return real.decide(event, view);
    };
  }

  static Decider anyReleaseNumber(Decider real) {
    return (event, view) -> {
      if (event instanceof Event.TaskReported report) {
        StoredTask task = view.task(report.batchId(), report.taskId());
        BatchRow batch = view.batch(report.batchId());
        if (batch != null && task != null && task.state() instanceof TaskRow.Released released) {
          int number = ReleaseNumber.of(batch.life().round(), released.turn().releases());
          return real.decide(report(report, number, report.attempts(), report.retryIn()), view);
        }
      }
      return real.decide(event, view);
    };
  }

  static Decider forgettingAttempts(Decider real) {
    return (event, view) ->
        event instanceof Event.TaskReported report
            ? real.decide(report(report, report.releaseNumber(), 0, report.retryIn()), view)
            : real.decide(event, view);
  }

  static Decider impatient(Decider real) {
    return (event, view) ->
        event instanceof Event.TaskReported report
            ? real.decide(
                report(
                    report,
                    report.releaseNumber(),
                    report.attempts(),
                    Math.min(0, report.retryIn())),
                view)
            : real.decide(event, view);
  }

  private static Event report(
      Event.TaskReported report, int releaseNumber, int attempts, long retryIn) {
    return new Event.TaskReported(
        report.batchId(),
        report.at(),
        report.taskId(),
        releaseNumber,
        report.outcome(),
        report.reason(),
        report.output(),
        report.error(),
        attempts,
        report.startedAt(),
        report.finishedAt(),
        report.workerId(),
        retryIn,
        report.spawned());
  }

  static Decider miscounting(Decider real) {
    return (event, view) -> {
      Decision decision = real.decide(event, view);
      BatchRow batch = decision.batch();
      return batch == null || !(event instanceof Event.TaskSubmitted)
          ? decision
          : new Decision(
              batch.with(batch.tally().withReceived()), decision.writes(), decision.effects());
    };
  }

  static Decider losingTimers(Decider real) {
    return (event, view) ->
        event instanceof Event.TimerFired fired && fired.timer().kind() == Timer.Kind.RELEASE
            ? new Decision(
                null, List.of(new RowWrite(RowKeys.timer(fired.timer()), null)), List.of())
            : real.decide(event, view);
  }

  static Decider losingLeases(Decider real) {
    return (event, view) ->
        event instanceof Event.LeaseDue due
            ? new Decision(null, List.of(new RowWrite(RowKeys.timer(due.timer()), null)), List.of())
            : real.decide(event, view);
  }

  static Decider doubting(Decider real) {
    return (event, view) ->
        event instanceof Event.LeaseDue due
            ? real.decide(
                new Event.LeaseDue(due.batchId(), due.at(), due.timer(), false, null), view)
            : real.decide(event, view);
  }

  /** Every so often of a different mind. */
  static UnaryOperator<Decider> moody() {
    AtomicInteger decisions = new AtomicInteger();
    return real ->
        (event, view) -> {
          Decision decision = real.decide(event, view);
          List<Effect> effects = new ArrayList<>(decision.effects());
          if (decisions.incrementAndGet() % 31 == 0) {
            effects.add(new Effect.Ignored(event.batchId(), null, Reason.NOTHING_TO_DO));
          }
          return new Decision(decision.batch(), decision.writes(), effects);
        };
  }

  static Decider withoutWindow(Decider real) {
    return (event, view) ->
        event instanceof Event.OpenRequested open
            ? real.decide(
                new Event.OpenRequested(open.batchId(), open.at(), BatchOptions.DEFAULT), view)
            : real.decide(event, view);
  }

  static Decider leavingRows(Decider real) {
    return (event, view) -> {
      Decision decision = real.decide(event, view);
      List<RowWrite> writes = new ArrayList<>(decision.writes());
      for (Effect effect : decision.effects()) {
        if (effect instanceof Effect.Ignored ignored && ignored.reason() == Reason.DUPLICATE) {
          writes.add(new RowWrite(RowKeys.trace(event.batchId()), new byte[1]));
        }
      }
      return new Decision(decision.batch(), writes, decision.effects());
    };
  }

  static Decider losingRows(Decider real) {
    return (event, view) -> {
      Decision decision = real.decide(event, view);
      return event instanceof Event.TaskReported report
          ? new Decision(
              decision.batch(),
              decision.writes().stream()
                  .filter(write ->
                      write.key()[0] != 'T'
                          || RowKeys.lastPart(write.key()).equals(report.taskId()))
                  .toList(),
              decision.effects())
          : decision;
    };
  }

  static Decider throwing(Decider real) {
    return (event, view) -> {
      if (event instanceof Event.CancelRequested cancel && cancel.taskId() != null) {
        throw new IllegalStateException("on purpose");
      }
      return real.decide(event, view);
    };
  }
}
