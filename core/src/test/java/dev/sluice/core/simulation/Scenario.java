package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Event;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.limits.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a world begins with. Limits are small, so that chance runs into them.
 *
 * @param faultyHappenings after so many nothing goes wrong any more
 * @param clockSkew by how much the scheduler's clock is ahead of the broker's
 */
record Scenario(
    List<BatchPlan> batches,
    Limits limits,
    Terms terms,
    int partitions,
    List<Integer> workerSlots,
    int faultyHappenings,
    long clockSkew) {

  static final Set<String> POOLS = Set.of("default", "gpu");

  /** Most tasks that one report may add. */
  static final int MOST_SPAWNED = 4;

  static Scenario of(Chance chance) {
    boolean large = chance.oneIn(40);
    Limits limits =
        new Limits(300, 120, 400, 60, chance.oneIn(12) ? 12 : 2_000, 5, 3, 200, MOST_SPAWNED);
    List<BatchPlan> batches = new ArrayList<>();
    int count = large ? 1 : chance.between(1, 4);
    for (int i = 0; i < count; i++) {
      int size = size(chance, large);
      batches.add(new BatchPlanner(chance.split(), limits, "b" + i).plan(size));
    }
    if (chance.oneIn(8)) {
      batches.add(strays(chance));
    }
    List<Integer> slots = new ArrayList<>();
    int workers = chance.between(2, 5);
    for (int i = 0; i < workers; i++) {
      slots.add(chance.between(1, 4));
    }
    return new Scenario(
        List.copyOf(batches),
        limits,
        new Terms(
            chance.oneOf(Duration.ZERO, Duration.ofMinutes(10), Duration.ofDays(1)),
            chance.oneOf(Duration.ZERO, Duration.ofHours(1), Duration.ofDays(30)),
            Duration.ofMillis(chance.between(100, 5000))),
        chance.between(1, 3),
        List.copyOf(slots),
        chance.between(0, 1500),
        chance.oneIn(4) ? chance.between(-2000, 2000) * Agenda.MILLI : 0);
  }

  private static int size(Chance chance, boolean large) {
    if (large) {
      return chance.between(270, 330);
    }
    return chance.oneIn(15) ? chance.below(3) : chance.between(1, 25);
  }

  /** Commands for batches that nobody submits, and for what can be none. */
  private static BatchPlan strays(Chance chance) {
    List<BatchPlan.Send> sends = new ArrayList<>();
    int count = chance.between(1, 5);
    for (int i = 0; i < count; i++) {
      String id = chance.oneIn(5) ? "not an id" : "ghost";
      int kind = chance.below(7);
      sends.add(
          new BatchPlan.Send(
              Broker.COMMAND,
              at ->
                  switch (kind) {
                    case 0 -> new Event.StartRequested(id, at);
                    case 1 -> new Event.PauseRequested(id, at);
                    case 2 -> new Event.CancelRequested(id, at, null, null);
                    case 3 -> new Event.CancelRequested(id, at, "t0", null);
                    case 4 -> new Event.RetryRequested(id, at);
                    case 5 -> new Event.ClearRequested(id, at);
                    default -> new Event.SealRequested(id, at, 0);
                  },
              1000));
    }
    return new BatchPlan("ghost", sends, new Script(0, 0, false, false, 0), false);
  }

  /** Whether nobody said how long to wait for the rest of this batch. */
  boolean waitsForEver(BatchHistory batch) {
    boolean patient = batch.options == null || batch.options.openTimeoutMs() == 0;
    return patient && terms.openTimeout().isZero();
  }

  Script script(String batchId) {
    for (BatchPlan plan : batches) {
      if (plan.id().equals(batchId)) {
        return plan.script();
      }
    }
    throw new IllegalArgumentException("nobody planned " + batchId);
  }
}
