package dev.sluice.worker.vitals;

import dev.sluice.observability.MetricSpec;
import dev.sluice.records.Priority;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The numbers that say how the worker is now, read when somebody asks. */
final class StateMeters {

  private StateMeters() {}

  static void register(MeterRegistry registry, Vitals vitals, WorkerState state) {
    gauge(registry, state, WorkerMetrics.SLOTS, WorkerState::slots);
    gauge(registry, state, WorkerMetrics.BUSY, WorkerState::busy);
    gauge(registry, state, WorkerMetrics.LOST, WorkerState::lostSlots);
    gauge(registry, state, WorkerMetrics.WAITING, WorkerState::waiting);
    gauge(registry, state, WorkerMetrics.HELD, WorkerState::held);
    gauge(registry, state, WorkerMetrics.HELD_BYTES, WorkerState::heldBytes);
    gauge(registry, state, WorkerMetrics.LEASED, WorkerState::leased);
    gauge(registry, state, WorkerMetrics.UNREPORTED, WorkerState::unreported);
    gauge(registry, state, WorkerMetrics.DRAINING, now -> now.draining() ? 1 : 0);
    gauge(registry, state, WorkerMetrics.PAUSED, now -> now.paused() == null ? 0 : 1);
    gauge(
        registry,
        vitals,
        WorkerMetrics.HEARTBEAT_AGE,
        now -> now.sinceHeartbeat().toMillis() / 1e3);
    gauge(registry, vitals, WorkerMetrics.RATE, Vitals::tasksPerSecond);
    for (Priority priority : Priority.values()) {
      takenForFloor(registry, state, priority);
    }
  }

  private static void takenForFloor(MeterRegistry registry, WorkerState state, Priority priority) {
    MetricSpec metric = WorkerMetrics.TAKEN_FOR_FLOOR;
    FunctionCounter unused =
        FunctionCounter.builder(metric.name(), state, now -> now.takenForFloor(priority))
            .description(metric.doc())
            .tags("priority", priority.name().toLowerCase(Locale.ROOT))
            .register(registry);
  }

  private static <T> void gauge(
      MeterRegistry registry, T of, MetricSpec metric, ToDoubleFunction<T> value) {
    Gauge unused =
        Gauge.builder(metric.name(), of, value)
            .description(metric.doc())
            .strongReference(true)
            .register(registry);
  }
}
