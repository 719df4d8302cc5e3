package dev.sluice.worker.vitals;

import static dev.sluice.observability.MetricSpec.Kind.COUNTER;
import static dev.sluice.observability.MetricSpec.Kind.GAUGE;
import static dev.sluice.observability.MetricSpec.Kind.TIMER;

import dev.sluice.observability.MetricSpec;
import java.util.List;
import java.util.stream.Stream;

/** The metrics of a worker. */
public final class WorkerMetrics {

  private static final String TYPE = "type";
  private static final String PRIORITY = "priority";
  private static final String OUTCOME = "outcome";

  static final MetricSpec TAKEN =
      new MetricSpec(
          "sluice.worker.tasks.taken",
          COUNTER,
          "tasks",
          List.of(TYPE, PRIORITY),
          "Releases that the worker took on. More than ended: it holds the difference.");

  static final MetricSpec TAKEN_FOR_FLOOR =
      new MetricSpec(
          "sluice.worker.tasks.taken.floor",
          COUNTER,
          "tasks",
          List.of(PRIORITY),
          "Those that were taken for the floor of their priority, while something more urgent may have"
              + " waited: `sluice.worker.priority.floor`.");

  static final MetricSpec ENDED =
      new MetricSpec(
          "sluice.worker.tasks.ended",
          COUNTER,
          "tasks",
          List.of(TYPE, OUTCOME, PRIORITY),
          "What became of them here: `succeeded`, `failed`, `timed_out`, `cancelled`, `postponed` (a"
              + " later retry is left to the scheduler), `handed_back` (another worker is to run"
              + " it) or `lost` (another worker has it by now).");

  static final MetricSpec STARTED =
      new MetricSpec(
          "sluice.worker.attempts.started",
          COUNTER,
          "attempts",
          List.of(TYPE, PRIORITY),
          "Calls of handlers.");

  static final MetricSpec RETRIED =
      new MetricSpec(
          "sluice.worker.attempts.retried",
          COUNTER,
          "attempts",
          List.of(TYPE),
          "Those that were not the first of their task.");

  static final MetricSpec RUN =
      new MetricSpec(
          "sluice.worker.attempts.run",
          TIMER,
          "seconds",
          List.of(TYPE, OUTCOME),
          "How long handlers ran: `succeeded`, `failed` or `stopped`. A handler that does not end is not in it, see lost slots.");

  static final MetricSpec DELIVERED =
      new MetricSpec(
          "sluice.worker.tasks.delivery",
          TIMER,
          "seconds",
          List.of(PRIORITY),
          "From the scheduler's release of a task until the worker took it: a backlog shows here, and in"
              + " `_max` the longest wait of late. By the clocks of two machines.");

  static final MetricSpec WAITED =
      new MetricSpec(
          "sluice.worker.tasks.wait",
          TIMER,
          "seconds",
          List.of(PRIORITY),
          "From there until the handler was called: the wait for a slot in the worker. Of first attempts"
              + " in this worker.");

  static final MetricSpec LOST_DELIVERIES =
      counter(
          "sluice.worker.deliveries.lost",
          "deliveries",
          "Those that were another worker's by the time that this one heard of it: it was not heard of for"
              + " too long, lost its connection, or its partition has another leader. Their tasks run"
              + " a second time. Alarm when it rises.");

  static final MetricSpec MOVED =
      counter(
          "sluice.worker.deliveries.moved",
          "deliveries",
          "Those that were in hand when their partition went to another worker in order, over a consumer"
              + " group. What ran goes on here; the rest begins there.");

  static final MetricSpec ASSIGNMENTS =
      counter(
          "sluice.worker.assignments",
          "changes",
          "How often the partitions of the worker changed, over a consumer group: rebalances that"
              + " touched it. Alarm when it goes on rising while no worker comes or goes.");

  static final MetricSpec SLOTS =
      gauge("sluice.worker.slots", "slots", "Attempts that may run at a time now.");

  static final MetricSpec BUSY =
      gauge("sluice.worker.slots.busy", "slots", "Slots that are taken, lost ones included.");

  static final MetricSpec LOST =
      gauge(
          "sluice.worker.slots.lost",
          "slots",
          "Slots that are taken by handlers that were told to stop and did not. Alarm above 0: only a"
              + " restart of the worker gives them back, and the log names handler and task.");

  static final MetricSpec WAITING =
      gauge("sluice.worker.tasks.waiting", "tasks", "Tasks that wait in the worker for a slot.");

  static final MetricSpec HELD =
      gauge("sluice.worker.held", "deliveries", "Taken and not settled with the brokers.");

  static final MetricSpec HELD_BYTES =
      gauge(
          "sluice.worker.held.bytes",
          "bytes",
          "Their size; nothing more is taken above `sluice.worker.held.bytes`.");

  static final MetricSpec LEASED =
      gauge(
          "sluice.worker.leased",
          "tasks",
          "Long tasks that the worker answers for by its heartbeats, their deliveries settled.");

  static final MetricSpec UNREPORTED =
      gauge(
          "sluice.worker.reports.pending",
          "reports",
          "Tasks that have ended and whose reports the brokers have not acknowledged. Alarm if it stays"
              + " above 0: the brokers can't be reached, or refuse.");

  static final MetricSpec HEARTBEAT_AGE =
      gauge(
          "sluice.worker.heartbeat.age",
          "seconds",
          "Since the brokers acknowledged a heartbeat. Alarm above the scheduler's worker timeout (10 s):"
              + " it takes the worker for gone.");

  static final MetricSpec DRAINING =
      gauge("sluice.worker.draining", "0 or 1", "Whether it takes nothing more because it ends.");

  static final MetricSpec PAUSED =
      gauge(
          "sluice.worker.paused",
          "0 or 1",
          "Whether it takes nothing more for now; `/health/ready` and `sluice workers` say why.");

  static final MetricSpec RATE =
      gauge(
          "sluice.worker.tasks.rate",
          "tasks per second",
          "Tasks that ended, over the last half minute or so.");

  private static MetricSpec counter(String name, String unit, String doc) {
    return new MetricSpec(name, COUNTER, unit, List.of(), doc);
  }

  private static MetricSpec gauge(String name, String unit, String doc) {
    return new MetricSpec(name, GAUGE, unit, List.of(), doc);
  }

  /** All of them, in the order of the reference page. */
  public static List<MetricSpec> all() {
    return Stream.of(tasks(), now(), TypeMetrics.all()).flatMap(List::stream).toList();
  }

  /** What has happened to tasks. */
  private static List<MetricSpec> tasks() {
    return List.of(
        TAKEN,
        TAKEN_FOR_FLOOR,
        ENDED,
        STARTED,
        RETRIED,
        RUN,
        DELIVERED,
        WAITED,
        LOST_DELIVERIES,
        MOVED,
        ASSIGNMENTS);
  }

  /** How the worker is now. */
  private static List<MetricSpec> now() {
    return List.of(
        SLOTS,
        BUSY,
        LOST,
        WAITING,
        HELD,
        HELD_BYTES,
        LEASED,
        UNREPORTED,
        HEARTBEAT_AGE,
        DRAINING,
        PAUSED,
        RATE);
  }

  private WorkerMetrics() {}
}
