package dev.sluice.worker.vitals;

import static dev.sluice.observability.MetricSpec.Kind.GAUGE;

import dev.sluice.observability.MetricSpec;
import java.util.List;

/** The metrics of the task types that have limits in a worker. */
final class TypeMetrics {

  static final MetricSpec RUNNING =
      gauge("running", "attempts", "Attempts of a type that has any limit that hold a slot.");

  static final MetricSpec WAITING =
      gauge("waiting", "tasks", "Its tasks that wait in the worker, for a slot or for its limits.");

  static final MetricSpec LIMIT =
      gauge(
          "limit",
          "attempts",
          "How many of it may run at a time now: `sluice.worker.type.concurrency`, or what adaptive"
              + " has found. No number before its first task.");

  static final MetricSpec RATE_USED =
      gauge(
          "rate.used",
          "0 or 1",
          "Whether its `sluice.worker.type.rate` is used up for now, so that its tasks wait. 1 most of"
              + " the time: more is asked of it than it may do.");

  static final MetricSpec BREAKER =
      new MetricSpec(
          "sluice.worker.type.breaker",
          GAUGE,
          "0 or 1",
          List.of("type", "state"),
          "1 for the state that its breaker is in: `closed` (all may begin), `open` (none) or `trying` (a"
              + " few). Alarm when `open` is 1.");

  private static MetricSpec gauge(String name, String unit, String doc) {
    return new MetricSpec("sluice.worker.type." + name, GAUGE, unit, List.of("type"), doc);
  }

  /** All of them, in the order of the reference page. */
  static List<MetricSpec> all() {
    return List.of(RUNNING, WAITING, LIMIT, RATE_USED, BREAKER);
  }

  private TypeMetrics() {}
}
