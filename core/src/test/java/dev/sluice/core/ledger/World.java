package dev.sluice.core.ledger;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.ledger.row.BatchRows;
import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.limits.Terms;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ledger with its rows and all that it ever made known about one batch. Every step is judged by
 * the invariants.
 */
final class World {

  static final String BATCH = "batch-1";

  final TreeRowStore rows = new TreeRowStore();
  final Map<String, CachedOutput> cache = new HashMap<>();
  final LedgerView view = LedgerView.of(rows, rows::header, cache::get);
  final List<Effect.CacheMissed> misses = new ArrayList<>();
  final List<Effect.ReleaseTask> releases = new ArrayList<>();
  final Map<String, List<Effect.RecordResult>> results = new LinkedHashMap<>();
  final List<Effect.BatchChanged> changes = new ArrayList<>();
  final List<Effect> surprises = new ArrayList<>();
  final List<Effect.StopTask> stops = new ArrayList<>();
  final List<Effect.DoubtLease> doubts = new ArrayList<>();
  final Set<String> forgotten = new HashSet<>();
  boolean cleared;
  final Transitions transitions = new Transitions();
  private final List<Invariant> invariants;
  private final Ledger ledger;
  private boolean workLeft;
  private long now = 1_700_000_000_000_000L;

  World(List<Invariant> invariants) {
    this(invariants, Limits.DEFAULT);
  }

  World(List<Invariant> invariants, Limits limits) {
    this(invariants, limits, Terms.DEFAULT);
  }

  World(List<Invariant> invariants, Limits limits, Terms terms) {
    this.invariants = invariants;
    this.ledger = new Ledger(limits, terms, Set.of("default", "gpu"));
  }

  long now() {
    return now;
  }

  long tick() {
    return now += 1000;
  }

  void advanceTo(long time) {
    now = Math.max(now, time);
  }

  boolean workLeft() {
    return workLeft;
  }

  /** One event, one decision. */
  Decision send(Event event) {
    Decision decision = ledger.decide(event, view);
    decision.writes().forEach(this::write);
    if (decision.batch() != null) {
      write(new RowWrite(RowKeys.batch(event.batchId()), BatchRows.write(decision.batch())));
    }
    workLeft = false;
    decision.effects().forEach(this::remember);
    for (Invariant invariant : invariants) {
      invariant.check(this, event, decision);
    }
    return decision;
  }

  private void write(RowWrite write) {
    transitions.see(rows, write);
    rows.apply(write);
  }

  void finishWork() {
    while (workLeft) {
      send(new Event.WorkDue(BATCH, tick()));
    }
  }

  private void remember(Effect effect) {
    switch (effect) {
      case Effect.ReleaseTask release -> releases.add(release);
      case Effect.RecordResult result ->
          results.computeIfAbsent(result.taskId(), id -> new ArrayList<>()).add(result);
      case Effect.BatchChanged change -> changes.add(change);
      case Effect.StopTask stop -> stops.add(stop);
      case Effect.DoubtLease doubt -> doubts.add(doubt);
      case Effect.ForgetResult forget -> forgotten.add(forget.taskId());
      case Effect.ForgetBatch forget -> cleared = true;
      case Effect.CacheOutput kept -> cache.put(kept.key(), kept.entry());
      case Effect.CacheMissed missed -> misses.add(missed);
      case Effect.MoreWork more -> workLeft = true;
      case Effect.Ignored ignored -> surprises.add(ignored);
      case Effect.Rejected rejected -> surprises.add(rejected);
    }
  }

  @Nullable TaskStatus endOf(String taskId) {
    StoredTask task = view.task(BATCH, taskId);
    return task != null && task.state() instanceof TaskRow.Ended ended ? ended.status() : null;
  }

  boolean closed() {
    return !changes.isEmpty() && changes.getLast().status().terminal();
  }
}
