package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Somebody who looks after the batches: retries and clears some that ended, submits some again that
 * were cleared, and in the end starts what is held and gives up what will never be complete.
 */
final class Operator {

  private static final int MOST_ROUNDS = 3;
  private static final int MOST_LOOKS = 12;

  private final World.Surroundings around;
  private final Broker broker;
  private final Scenario scenario;
  private final Map<String, Integer> submittedAgain = new HashMap<>();
  private final double eagerness;
  private int looks;

  Operator(World.Surroundings around, Broker broker, Scenario scenario) {
    this.around = around;
    this.broker = broker;
    this.scenario = scenario;
    this.eagerness = around.chance().oneOf(0.0, 0.3, 0.8);
  }

  void hears(Effect effect, BatchPlan plan) {
    Chance chance = around.chance();
    switch (effect) {
      case Effect.BatchChanged change
          when change.status().terminal() && chance.happens(eagerness) -> {
        long delay = chance.magnitude(Agenda.MILLI, 2 * Agenda.HOUR);
        if (change.round() < MOST_ROUNDS && chance.oneIn(2)) {
          command(change.batchId(), delay, at -> new Event.RetryRequested(change.batchId(), at));
        } else {
          command(change.batchId(), delay, at -> new Event.ClearRequested(change.batchId(), at));
        }
      }
      case Effect.ForgetBatch forget when chance.happens(eagerness) -> {
        if (submittedAgain.merge(forget.batchId(), 1, Integer::sum) <= 1) {
          new Producer(around, broker, plan).start(chance.magnitude(Agenda.MILLI, Agenda.HOUR));
        }
      }
      default -> {}
    }
  }

  /** Nothing happens any more. Sees to what waits for somebody; false if that is nothing. */
  boolean putsInOrder(History history) {
    if (++looks > MOST_LOOKS) {
      return false;
    }
    boolean anything = false;
    for (BatchHistory batch : history.batches()) {
      if (!batch.closed && batch.held) {
        command(batch.id, 0, at -> new Event.StartRequested(batch.id, at));
        anything = true;
      } else if (!batch.closed && batch.awaited() && scenario.waitsForEver(batch)) {
        command(batch.id, 0, at -> new Event.CancelRequested(batch.id, at, null, "given up"));
        command(
            batch.id,
            Agenda.SECOND,
            at -> new Event.SealRequested(batch.id, at, batch.tasks.size()));
        anything = true;
      }
    }
    return anything;
  }

  private void command(String batchId, long delay, LongFunction<Event> record) {
    around
        .agenda()
        .after(delay, () -> broker.send(Broker.COMMAND, batchId, record, () -> true, () -> {}));
  }
}
