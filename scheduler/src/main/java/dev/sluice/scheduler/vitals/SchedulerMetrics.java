package dev.sluice.scheduler.vitals;

import static dev.sluice.observability.MetricSpec.Kind.COUNTER;
import static dev.sluice.observability.MetricSpec.Kind.GAUGE;

import dev.sluice.observability.MetricSpec;
import java.util.List;

/** The metrics of a scheduler. */
public final class SchedulerMetrics {

  static final MetricSpec EVENTS =
      new MetricSpec(
          "sluice.scheduler.events",
          COUNTER,
          "records",
          List.of("what"),
          "What this scheduler did or saw: `release`, `result-succeeded` and so on by status,"
              + " `batch-failed` and so on, `signal`, `answer`, `dead-letter`, `rerouted`, `ignored-` and"
              + " `rejected-` with the reason. Alarm when `dead-letter` rises. Something that never"
              + " happened is not listed.");

  static final MetricSpec RUNNING =
      new MetricSpec(
          "sluice.scheduler.running",
          GAUGE,
          "0 or 1",
          List.of(),
          "Whether all partitions that it has are restored and at work.");

  static final MetricSpec RESTORING =
      new MetricSpec(
          "sluice.scheduler.restore.rows",
          GAUGE,
          "rows",
          List.of(),
          "Rows of its state that are still to be restored from the brokers, as far as is known.");

  static final MetricSpec SLOTS =
      new MetricSpec(
          "sluice.scheduler.pool.slots",
          GAUGE,
          "slots",
          List.of("pool"),
          "Slots of the live workers of a pool. Alarm at 0: nobody runs its tasks.");

  static final MetricSpec BUSY =
      new MetricSpec(
          "sluice.scheduler.pool.busy",
          GAUGE,
          "slots",
          List.of("pool"),
          "Those that run something.");

  /** All of them, in the order of the reference page. */
  public static List<MetricSpec> all() {
    return List.of(EVENTS, RUNNING, RESTORING, SLOTS, BUSY);
  }

  private SchedulerMetrics() {}
}
