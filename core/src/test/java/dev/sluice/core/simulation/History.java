package dev.sluice.core.simulation;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Reason;
import dev.sluice.core.ledger.Timer;
import dev.sluice.core.limits.Ids;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that was committed, as an onlooker sees it who knows the events and the effects but no row.
 * Invariants compare the ledger with this.
 */
final class History {

  private final Map<String, BatchHistory> batches = new LinkedHashMap<>();
  private final List<BatchHistory> forgotten = new ArrayList<>();

  /** Of forgotten batches, while a late report could still be taken for one of a new batch. */
  private final Map<String, Integer> lastRounds = new HashMap<>();

  /** Entries of the results cache, by the task that ran. */
  private final Map<String, List<CachedOutput>> kept = new HashMap<>();

  /** Whether a task got what another one gave while that might stand for it. */
  boolean standsIn(Effect.RecordResult result) {
    return kept.getOrDefault(result.cachedFrom(), List.of()).stream()
        .anyMatch(entry ->
            Objects.equals(entry.output(), result.output())
                && !entry.expiredAt(result.finishedAt()));
  }

  @Nullable BatchHistory find(String batchId) {
    return batches.get(batchId);
  }

  /** The batch of this step; known from its first event on. */
  BatchHistory batch(String batchId) {
    return batches.computeIfAbsent(
        batchId, id -> new BatchHistory(id, 1 + lastRounds.getOrDefault(id, 0)));
  }

  @Nullable TaskHistory task(String batchId, String taskId) {
    BatchHistory batch = batches.get(batchId);
    return batch == null ? null : batch.tasks.get(taskId);
  }

  /** Those that are not forgotten. */
  Iterable<BatchHistory> batches() {
    return batches.values();
  }

  /** Those that are, too. */
  List<BatchHistory> all() {
    List<BatchHistory> all = new ArrayList<>(forgotten);
    all.addAll(batches.values());
    return all;
  }

  /** An event, as far as it was obeyed. Its effects come after it. */
  void event(Step step) {
    boolean refused = step.refused(null);
    switch (step.event()) {
      case Event.TaskSubmitted submitted -> accept(step, submitted.task());
      case Event.TaskReported report -> reported(step);
      case Event.OpenRequested open when !refused || opened(step, open) -> {
        BatchHistory batch = batch(open.batchId());
        batch.options = open.options();
        batch.held = open.options().held();
      }
      case Event.StartRequested start when !refused -> batch(start.batchId()).held = false;
      case Event.PauseRequested pause when !refused -> batch(pause.batchId()).held = true;
      case Event.CancelRequested cancel when cancel.taskId() == null && !refused ->
          batch(cancel.batchId()).cancelled = true;
      case Event.CancelRequested cancel when cancel.taskId() != null -> {
        TaskHistory task = task(cancel.batchId(), cancel.taskId());
        if (task != null && !step.refused(cancel.taskId())) {
          task.cancelled = true;
        }
      }
      case Event.RetryRequested retry when !refused -> batch(retry.batchId()).nextRound();
      case Event.CapacityChanged capacity when !refused ->
          batch(capacity.batchId()).slots = capacity.slots();
      case Event.LeaseLost lost when !step.refused(lost.taskId()) -> {
        TaskHistory task = task(lost.batchId(), lost.taskId());
        if (task != null) {
          task.comebacks++;
          task.retryAt = 0;
          leave(batch(lost.batchId()), task);
        }
      }
      case Event.TimerFired fired when fired.timer().kind() == Timer.Kind.TRACE ->
          lastRounds.remove(fired.batchId());
      default -> {}
    }
    BatchHistory known = find(step.batchId());
    if (known != null) {
      known.latest = Math.max(known.latest, step.event().at());
    }
  }

  /** Whether the batch is one of these options now, although one of them was refused. */
  private static boolean opened(Step step, Event.OpenRequested open) {
    String name = open.options().name();
    return name != null
        && step.effects(Effect.BatchChanged.class).stream()
            .anyMatch(change -> name.equals(change.name()));
  }

  private void accept(Step step, TaskSpec task) {
    if (Ids.validBatchId(step.batchId())
        && Ids.validTaskId(task.id())
        && !step.refused(task.id())) {
      BatchHistory batch = batch(step.batchId());
      batch.tasks.putIfAbsent(task.id(), new TaskHistory(task, batch.tasks.size()));
    }
  }

  private void reported(Step step) {
    Event.TaskReported report = step.countedReport();
    TaskHistory task = report == null ? null : task(report.batchId(), report.taskId());
    if (report == null || task == null) {
      return;
    }
    task.attempts += report.attempts();
    if (!step.ended(report)) {
      task.comebacks++;
      task.retryAt = report.retryIn() > 0 ? report.at() + report.retryIn() : 0;
      leave(batch(report.batchId()), task);
    } else {
      if (endedAs(step, report)) {
        report.spawned().forEach(each -> accept(step, each.task().spawnedBy(task.spec)));
      }
    }
  }

  /** Whether the task ended as its worker said: else it adds nothing. */
  private static boolean endedAs(Step step, Event.TaskReported report) {
    return step.effects(Effect.RecordResult.class).stream()
        .anyMatch(result ->
            result.taskId().equals(report.taskId()) && result.status() == TaskStatus.SUCCEEDED);
  }

  void effect(Effect effect) {
    switch (effect) {
      case Effect.ReleaseTask release -> {
        BatchHistory batch = batch(release.batchId());
        TaskHistory task = batch.task(release.task().id());
        if (task != null) {
          leave(batch, task);
          task.current = release;
          task.releases++;
          batch.active++;
          batch.released = true;
        }
      }
      case Effect.RecordResult result -> {
        BatchHistory batch = batch(result.batchId());
        TaskHistory task = batch.task(result.taskId());
        if (task != null) {
          leave(batch, task);
          task.results.add(result);
          batch.released |= result.releasedAt() > 0;
          batch.end(task, result.status());
        }
      }
      case Effect.BatchChanged change -> changed(change);
      case Effect.ForgetBatch forget -> {
        BatchHistory batch = batches.remove(forget.batchId());
        if (batch != null) {
          batch.forgotten = true;
          if (batch.released) {
            lastRounds.put(batch.id, batch.round);
          }
          forgotten.add(batch);
        }
      }
      case Effect.ForgetResult forget -> {}
      case Effect.StopTask stop -> {}
      case Effect.DoubtLease doubt -> {}
      case Effect.CacheOutput output ->
          kept.computeIfAbsent(output.entry().from(), from -> new ArrayList<>())
              .add(output.entry());
      case Effect.CacheMissed missed -> {}
      case Effect.MoreWork more -> {}
      case Effect.Ignored ignored -> {}
      case Effect.Rejected rejected -> {}
    }
  }

  private static void leave(BatchHistory batch, TaskHistory task) {
    if (task.current != null) {
      task.current = null;
      batch.active--;
    }
  }

  private void changed(Effect.BatchChanged change) {
    BatchHistory batch = batch(change.batchId());
    batch.status = change.status();
    batch.reason = change.reason();
    batch.expected = change.expectedTasks();
    batch.givenUp |= Objects.equals(change.reason(), Reason.INCOMPLETE.name());
    if (change.status().terminal()) {
      batch.closed = true;
      batch.closings++;
      batch.closedAt = change.finishedAt();
    }
  }
}
