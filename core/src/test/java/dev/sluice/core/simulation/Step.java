package dev.sluice.core.simulation;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.ledger.Decision;
import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.row.BatchRow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One decision.
 *
 * @param source where the event was read, null for what the scheduler itself came up with
 * @param offset of the event in its source
 * @param after the header of the batch as the decision left it
 * @param lookedUp what the results cache had when it was asked
 */
record Step(
    int partition,
    @Nullable PartitionLog source,
    int offset,
    Event event,
    Decision decision,
    @Nullable BatchRow after,
    Map<String, CachedOutput> lookedUp) {

  String batchId() {
    return event.batchId();
  }

  /** Whether the decision says that this changed nothing. Null: the event as a whole. */
  boolean refused(@Nullable String taskId) {
    for (Effect effect : decision.effects()) {
      boolean about =
          switch (effect) {
            case Effect.Ignored ignored -> Objects.equals(ignored.taskId(), taskId);
            case Effect.Rejected rejected -> Objects.equals(rejected.taskId(), taskId);
            default -> false;
          };
      if (about) {
        return true;
      }
    }
    return false;
  }

  /** The report of this step, if it is one and counts. */
  Event.@Nullable TaskReported countedReport() {
    return event instanceof Event.TaskReported report && !refused(report.taskId()) ? report : null;
  }

  /** Whether the report is what ended its task: a retry does not. */
  boolean ended(Event.TaskReported report) {
    for (Effect.RecordResult result : effects(Effect.RecordResult.class)) {
      if (result.taskId().equals(report.taskId()) && report.workerId().equals(result.worker())) {
        return true;
      }
    }
    return false;
  }

  <E extends Effect> List<E> effects(Class<E> type) {
    return decision.effects().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public String toString() {
    String from = source == null ? "" : " from " + source + "@" + offset;
    return event + from + " => " + decision.effects();
  }
}
