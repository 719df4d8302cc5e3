package dev.sluice.core.simulation;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.ledger.Decision;
import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.ReleaseNumber;
import dev.sluice.core.ledger.Timer;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of one partition: takes records, timers and left-over work in whatever order, lets
 * the ledger decide, and commits several decisions at a time. Rows, offsets and effects are
 * committed together or not at all.
 */
final class LedgerShell {

  private static final int MOST_STEPS_UNCOMMITTED = 12;
  private static final int ROWS_JUDGED_EVERY = 40;

  private final int partition;
  private final World.Surroundings around;
  private final Supplier<Decider> deciders;
  private final Heartbeats heartbeats;
  private final Judge judge;
  private final Consumer<Effect> outside;
  private final Rows rows = new Rows();
  private final LedgerView view;
  private final Map<String, CachedOutput> lookedUp = new HashMap<>();
  private final Map<PartitionLog, Integer> offsets = new HashMap<>();
  private final Map<PartitionLog, Integer> committedOffsets = new HashMap<>();
  private final List<Step> open = new ArrayList<>();
  private final List<Step> committed = new ArrayList<>();
  private final Set<String> capacityUntold = new LinkedHashSet<>();
  private List<PartitionLog> logs = List.of();
  private Decider decider;
  private Map<String, Integer> slots = Map.of();
  private boolean up = true;
  private boolean turnPlanned;
  private long wakePlanned;

  /**
   * @param cache what all partitions have kept of tasks that succeeded
   * @param outside takes every committed effect
   */
  LedgerShell(
      int partition,
      World.Surroundings around,
      Supplier<Decider> deciders,
      Heartbeats heartbeats,
      Judge judge,
      Map<String, CachedOutput> cache,
      Consumer<Effect> outside) {
    this.partition = partition;
    this.around = around;
    this.deciders = deciders;
    this.decider = deciders.get();
    this.heartbeats = heartbeats;
    this.judge = judge;
    this.outside = outside;
    this.view = rows.view(key -> lookUp(cache, key));
  }

  private @Nullable CachedOutput lookUp(Map<String, CachedOutput> cache, String key) {
    CachedOutput found = cache.get(key);
    if (found != null) {
      lookedUp.put(key, found);
    }
    return found;
  }

  void reads(List<PartitionLog> from) {
    logs = from;
  }

  /** There may be something to do. */
  void wake() {
    if (up && !turnPlanned) {
      turnPlanned = true;
      around.agenda().after(around.chance().between(50, 2000), this::turn);
    }
  }

  /** Live slots of each pool are others than before. */
  void capacity(Map<String, Integer> now) {
    slots = now;
    capacityUntold.addAll(view.adaptiveBatches(null, Integer.MAX_VALUE));
    wake();
  }

  private void turn() {
    turnPlanned = false;
    if (!up) {
      return;
    }
    if (around.faults().strikes(Fault.SCHEDULER_CRASH)) {
      crash();
      return;
    }
    boolean idle = !takeSomething();
    if (!open.isEmpty()
        && (idle || open.size() >= MOST_STEPS_UNCOMMITTED || around.chance().oneIn(3))) {
      commit();
    }
    if (!idle || !open.isEmpty()) {
      wake();
    } else {
      wakeForTimer();
    }
  }

  private boolean takeSomething() {
    int first = around.chance().below(4);
    for (int i = 0; i < 4; i++) {
      boolean took =
          switch ((first + i) % 4) {
            case 0, 1 -> takeRecord();
            case 2 -> fireTimer() || tellCapacity();
            default -> goOnWithWork();
          };
      if (took) {
        return true;
      }
    }
    return false;
  }

  private boolean takeRecord() {
    List<PartitionLog> unread = new ArrayList<>();
    @Nullable PartitionLog oldest = null;
    for (PartitionLog log : logs) {
      if (position(log) < log.end()) {
        unread.add(log);
        if (oldest == null || next(log).at() < next(oldest).at()) {
          oldest = log;
        }
      }
    }
    if (oldest == null) {
      return false;
    }
    PartitionLog log =
        unread.size() > 1 && around.faults().strikes(Fault.REORDER)
            ? around.chance().oneOf(unread)
            : oldest;
    int offset = position(log);
    offsets.put(log, offset + 1);
    step(log, offset, log.read(offset));
    return true;
  }

  private Event next(PartitionLog log) {
    return log.read(position(log));
  }

  private int position(PartitionLog log) {
    return offsets.getOrDefault(log, 0);
  }

  private boolean fireTimer() {
    List<Timer> due = view.dueTimers(0, around.schedulerTime(), 1);
    if (due.isEmpty()) {
      return false;
    }
    Timer timer = due.getFirst();
    Event fired =
        timer.kind() == Timer.Kind.LEASE && timer.taskId() != null
            ? looked(timer, timer.taskId())
            : new Event.TimerFired(timer.batchId(), around.schedulerTime(), timer);
    step(null, 0, fired);
    return true;
  }

  /** A scheduler that has just begun knows no worker, and takes every lease for held. */
  private Event looked(Timer timer, String taskId) {
    boolean held = named(timer.batchId(), taskId) || around.faults().strikes(Fault.UNHEARD_WORKERS);
    return new Event.LeaseDue(timer.batchId(), around.schedulerTime(), timer, held, null);
  }

  private boolean named(String batchId, String taskId) {
    BatchRow batch = rows.header(batchId);
    StoredTask task = view.task(batchId, taskId);
    if (batch == null || task == null || !(task.state() instanceof TaskRow.Released released)) {
      return false;
    }
    int number = ReleaseNumber.of(batch.life().round(), released.turn().releases());
    return heartbeats.named(new Heartbeats.Name(batchId, taskId, number));
  }

  private boolean tellCapacity() {
    if (capacityUntold.isEmpty()) {
      return false;
    }
    String batchId = capacityUntold.iterator().next();
    capacityUntold.remove(batchId);
    BatchRow batch = rows.header(batchId);
    if (batch != null && batch.adaptive() != null) {
      int now = slotsOf(batch.adaptive().pool());
      step(null, 0, new Event.CapacityChanged(batchId, around.schedulerTime(), now));
    }
    return true;
  }

  private int slotsOf(String pool) {
    return pool.isEmpty()
        ? slots.values().stream().mapToInt(Integer::intValue).sum()
        : slots.getOrDefault(pool, 0);
  }

  private boolean goOnWithWork() {
    List<String> batches = view.batchesWithWork(1);
    if (batches.isEmpty()) {
      return false;
    }
    step(null, 0, new Event.WorkDue(batches.getFirst(), around.schedulerTime()));
    return true;
  }

  private void step(@Nullable PartitionLog source, int offset, Event event) {
    lookedUp.clear();
    Decision decision = decide(event);
    ReplayGivesTheSame.save(event.batchId(), decision, rows);
    BatchRow header = rows.header(event.batchId());
    Step step = new Step(partition, source, offset, event, decision, header, Map.copyOf(lookedUp));
    around.narrator().tell(() -> "decided " + step);
    open.add(step);
    BatchRow after = step.after();
    if (after != null
        && after.adaptive() != null
        && !after.life().status().terminal()
        && after.adaptive().slots() != slotsOf(after.adaptive().pool())) {
      capacityUntold.add(event.batchId());
    }
    judge.decided(step, view, decider);
  }

  private Decision decide(Event event) {
    try {
      return decider.decide(event, view);
    } catch (RuntimeException e) {
      throw new Violation(DecidesEverything.class, "threw " + e + " for " + event, e);
    }
  }

  private void commit() {
    rows.commit();
    committedOffsets.putAll(offsets);
    List<Step> steps = List.copyOf(open);
    open.clear();
    around.narrator().tell(() -> "committed " + steps.size() + " of partition " + partition);
    for (Step step : steps) {
      judge.committed(step);
      committed.add(step);
    }
    if (around.chance().oneIn(ROWS_JUDGED_EVERY)) {
      judge.rows(view);
    }
    steps.forEach(step -> step.decision().effects().forEach(outside));
  }

  /** What was not committed never happened; another scheduler begins where this one was. */
  private void crash() {
    up = false;
    open.clear();
    if (around.defect() != ShellDefect.KEEPS_OFFSETS) {
      offsets.clear();
      offsets.putAll(committedOffsets);
    }
    capacityUntold.clear();
    decider = deciders.get();
    if (around.defect() == ShellDefect.KEEPS_ROWS) {
      rows.commit();
    } else if (around.faults().strikes(Fault.COMPACTED_CHANGELOG)) {
      rows.compactChangelog();
    } else {
      rows.restore();
    }
    around
        .agenda()
        .after(
            around.chance().magnitude(Agenda.MILLI, Agenda.MINUTE),
            () -> {
              up = true;
              wakePlanned = 0;
              capacity(slots);
            });
  }

  private void wakeForTimer() {
    List<Timer> next = view.dueTimers(0, Long.MAX_VALUE - 1, 1);
    if (next.isEmpty()) {
      return;
    }
    long due = next.getFirst().due();
    long now = around.agenda().now();
    if (wakePlanned <= now || due < wakePlanned) {
      wakePlanned = Math.max(due - around.schedulerTime(), 0) + now + 1;
      around.agenda().at(wakePlanned, this::wake);
    }
  }

  List<PartitionLog> logs() {
    return logs;
  }

  Ended.Partition ended() {
    judge.rows(view);
    return new Ended.Partition(committed, rows);
  }
}
