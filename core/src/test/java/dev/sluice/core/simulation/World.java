package dev.sluice.core.simulation;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Ledger;
import dev.sluice.core.ledger.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A whole Sluice in one thread and in virtual time, made from a seed. */
final class World {

  private final Scenario scenario;
  private final Surroundings around;
  private final Broker broker;
  private final Judge judge;
  private final Operator operator;
  private final Map<String, BatchPlan> plans = new LinkedHashMap<>();
  private final Map<String, ReleaseQueue> queues = new LinkedHashMap<>();
  private final List<Worker> workers = new ArrayList<>();
  private final List<LedgerShell> shells = new ArrayList<>();
  private final Map<String, CachedOutput> cache = new HashMap<>();
  private final Runs runs = new Runs();
  private final Heartbeats heartbeats = new Heartbeats();
  private final Defect defect;
  private long happenings;
  private long happeningsAfterFaults;

  /** What everybody in a world shares. */
  record Surroundings(
      Agenda agenda,
      Chance chance,
      Faults faults,
      Narrator narrator,
      long clockSkew,
      ShellDefect defect) {

    /** Now, by the scheduler's clock. */
    long schedulerTime() {
      return agenda.now() + clockSkew;
    }
  }

  /**
   * @param defect what is wrong with the ledger or the shell; mostly {@link Defect#NONE}
   */
  World(
      long seed, List<Invariant> invariants, Defect defect, Coverage coverage, Narrator narrator) {
    Chance chance = Chance.of(seed);
    this.defect = defect;
    this.scenario = Scenario.of(chance.split());
    this.around =
        new Surroundings(
            new Agenda(),
            chance.split(),
            new Faults(chance.split(), coverage, narrator),
            narrator,
            scenario.clockSkew(),
            defect.ofShell());
    this.judge = new Judge(invariants, new History(), coverage);
    this.broker =
        new Broker(
            scenario.partitions(),
            around.agenda(),
            chance.split(),
            around.faults(),
            partition -> shells.get(partition).wake());
    this.operator = new Operator(around, broker, scenario);
    scenario.batches().forEach(plan -> plans.put(plan.id(), plan));
    for (int i = 0; i < scenario.partitions(); i++) {
      LedgerShell shell =
          new LedgerShell(i, around, this::ledger, heartbeats, judge, cache, this::spread);
      shell.reads(broker.logsOf(i));
      shells.add(shell);
    }
    Scenario.POOLS.stream()
        .sorted()
        .forEach(pool -> queues.put(pool, new ReleaseQueue(chance.split(), () -> offer(pool))));
    employ();
  }

  private void employ() {
    List<String> pools = List.copyOf(queues.keySet());
    for (int i = 0; i < scenario.workerSlots().size(); i++) {
      String pool = pools.get(i % pools.size());
      workers.add(
          new Worker(
              "worker-" + i,
              pool,
              scenario.workerSlots().get(i),
              around,
              broker,
              Objects.requireNonNull(queues.get(pool)),
              scenario,
              runs,
              heartbeats,
              this::capacityChanged));
    }
  }

  private Decider ledger() {
    Ledger ledger = new Ledger(scenario.limits(), scenario.terms(), Scenario.POOLS);
    return defect.made().apply(ledger::decide);
  }

  /** Lets everything happen until nothing is left to happen. */
  void run() {
    for (BatchPlan plan : scenario.batches()) {
      long delay = around.chance().oneIn(3) ? around.chance().magnitude(1, Agenda.HOUR) : 0;
      new Producer(around, broker, plan).start(delay);
    }
    capacityChanged();
    do {
      runOut();
      around.faults().stop();
    } while (operator.putsInOrder(judge.history()));
    judge.end(
        new Ended(
            judge.history(),
            scenario,
            shells.stream().map(LedgerShell::ended).toList(),
            shells.stream().flatMap(shell -> shell.logs().stream()).toList(),
            runs,
            happeningsAfterFaults,
            this::ledger));
  }

  private void runOut() {
    while (around.agenda().next()) {
      happenings++;
      if (around.faults().stopped()) {
        happeningsAfterFaults++;
        if (happeningsAfterFaults % 1000 == 0) {
          checkBound();
        }
      } else if (happenings > scenario.faultyHappenings()) {
        around.faults().stop();
        around.narrator().tell(() -> "from now on nothing goes wrong");
      }
    }
  }

  private void checkBound() {
    long tasks = judge.history().all().stream().mapToLong(batch -> batch.tasks.size()).sum();
    if (happeningsAfterFaults > EndsWithinBound.bound(tasks)) {
      throw new Violation(
          EndsWithinBound.class,
          happeningsAfterFaults + " happenings after the last fault, and no end");
    }
  }

  /** An effect was committed. */
  private void spread(Effect effect) {
    switch (effect) {
      case Effect.ReleaseTask release ->
          Objects.requireNonNull(queues.get(release.task().pool())).add(release);
      case Effect.DoubtLease doubt ->
          broker.send(
              Broker.REPORT,
              doubt.batchId(),
              at ->
                  new Event.LeaseLost(
                      doubt.batchId(), at, doubt.taskId(), doubt.releaseNumber(), doubt.leaseDue()),
              () -> true,
              () -> {});
      case Effect.CacheOutput kept -> cache.put(kept.key(), kept.entry());
      case Effect.StopTask stop -> {
        if (stop.reason().equals(Reason.LEASE_LOST.name())) {
          // Its delivery may have gone to another worker, which loses the task to a third now.
          runs.interrupt();
        }
        for (Worker worker : workers) {
          around.agenda().after(around.chance().between(500, 50_000), () -> worker.stop(stop));
        }
      }
      default -> {}
    }
    BatchPlan plan = plans.get(effect.batchId());
    if (plan != null) {
      operator.hears(effect, plan);
    }
  }

  private void offer(String pool) {
    for (Worker worker : workers) {
      if (worker.pool().equals(pool)) {
        around.agenda().after(around.chance().between(100, 1000), worker::offer);
      }
    }
  }

  private void capacityChanged() {
    Map<String, Integer> slots = new LinkedHashMap<>();
    for (Worker worker : workers) {
      if (worker.liveSlots() > 0) {
        slots.merge(worker.pool(), worker.liveSlots(), Integer::sum);
      }
    }
    shells.forEach(shell -> shell.capacity(slots));
  }

  long happenings() {
    return happenings;
  }
}
