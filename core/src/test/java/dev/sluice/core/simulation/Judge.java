package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.LedgerView;
import java.util.List;

/** Adds every committed decision to the history and asks every invariant about it. */
final class Judge {

  private final List<Invariant> invariants;
  private final History history;
  private final Coverage coverage;

  Judge(List<Invariant> invariants, History history, Coverage coverage) {
    this.invariants = List.copyOf(invariants);
    this.history = history;
    this.coverage = coverage;
  }

  History history() {
    return history;
  }

  /** A decision that may still be rolled back. */
  void decided(Step step, LedgerView view, Decider decider) {
    for (Invariant invariant : invariants) {
      invariant.decided(step, view, decider, history);
    }
  }

  /** A decision that holds. */
  void committed(Step step) {
    for (Invariant invariant : invariants) {
      invariant.event(step, history);
    }
    history.event(step);
    for (Effect effect : step.decision().effects()) {
      for (Invariant invariant : invariants) {
        invariant.effect(step, effect, history);
      }
      history.effect(effect);
    }
    for (Invariant invariant : invariants) {
      invariant.step(step, history);
    }
    cover(step);
  }

  /** Rows without anything uncommitted. */
  void rows(LedgerView view) {
    for (Invariant invariant : invariants) {
      invariant.rows(view, history);
    }
  }

  void end(Ended world) {
    for (Invariant invariant : invariants) {
      invariant.end(world);
    }
  }

  private void cover(Step step) {
    coverage.saw(step.event().getClass());
    if (step.event() instanceof Event.TimerFired fired) {
      coverage.saw(fired.timer().kind());
    }
    if (step.event() instanceof Event.LeaseDue due) {
      coverage.saw(due.timer().kind());
    }
    for (Effect effect : step.decision().effects()) {
      coverage.saw(effect.getClass());
      switch (effect) {
        case Effect.RecordResult result -> {
          coverage.saw(result.status());
          if (result.reason() != null) {
            coverage.saw(result.reason());
          }
        }
        case Effect.StopTask stop -> coverage.saw(stop.reason());
        case Effect.BatchChanged change -> coverage.saw(change.status());
        case Effect.Ignored ignored -> coverage.saw(ignored.reason().name());
        case Effect.Rejected rejected -> coverage.saw(rejected.reason().name());
        default -> {}
      }
    }
  }
}
