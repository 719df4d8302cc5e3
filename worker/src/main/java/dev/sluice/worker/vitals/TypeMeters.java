package dev.sluice.worker.vitals;

import dev.sluice.observability.MetricSpec;
import dev.sluice.worker.gate.BreakerState;
import dev.sluice.worker.gate.GateTerms;
import dev.sluice.worker.gate.TypeLoad;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The numbers that say how the types with limits stand, read when somebody asks. Types are those
 * that the worker has handlers for, so labels are few.
 */
final class TypeMeters {

  private final MeterRegistry registry;
  private final Supplier<List<TypeLoad>> loads;

  private TypeMeters(MeterRegistry registry, Supplier<List<TypeLoad>> loads) {
    this.registry = registry;
    this.loads = loads;
  }

  /**
   * Registers what the limits of each type give to be measured.
   *
   * @param types that the worker serves
   * @param loads of those that have had a task and have a limit
   */
  static void register(
      MeterRegistry registry, List<String> types, GateTerms terms, Supplier<List<TypeLoad>> loads) {
    var meters = new TypeMeters(registry, loads);
    types.stream().filter(terms::limit).forEach(type -> meters.add(type, terms));
  }

  private void add(String type, GateTerms terms) {
    gauge(TypeMetrics.RUNNING, type, Tags.empty(), 0, TypeLoad::running);
    gauge(TypeMetrics.WAITING, type, Tags.empty(), 0, TypeLoad::waiting);
    if (terms.limitNumber(type)) {
      gauge(TypeMetrics.LIMIT, type, Tags.empty(), Double.NaN, TypeLoad::limit);
    }
    if (terms.rates().containsKey(type)) {
      gauge(TypeMetrics.RATE_USED, type, Tags.empty(), 0, load -> load.waitsForRate() ? 1 : 0);
    }
    if (terms.breakers().containsKey(type)) {
      for (BreakerState state : BreakerState.values()) {
        gauge(
            TypeMetrics.BREAKER,
            type,
            Tags.of("state", state.name().toLowerCase(Locale.ROOT)),
            state == BreakerState.CLOSED ? 1 : 0,
            load -> load.breaker() == state ? 1 : 0);
      }
    }
  }

  /**
   * @param before the type's first task
   */
  private void gauge(
      MetricSpec metric, String type, Tags more, double before, ToDoubleFunction<TypeLoad> value) {
    Gauge unused =
        Gauge.builder(metric.name(), () -> now(type, before, value))
            .description(metric.doc())
            .tags(more.and("type", type))
            .register(registry);
  }

  private double now(String type, double before, ToDoubleFunction<TypeLoad> value) {
    for (TypeLoad load : loads.get()) {
      if (load.type().equals(type)) {
        return value.applyAsDouble(load);
      }
    }
    return before;
  }
}
