package dev.sluice.scheduler.vitals;

import dev.sluice.observability.HealthPage;
import dev.sluice.scheduler.ledger.EffectCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A counter for each thing that has happened; what happens for the first time gets its own. */
final class EventMeters {

  private final MeterRegistry registry;
  private final EffectCounts counts;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  EventMeters(MeterRegistry registry, EffectCounts counts) {
    this.registry = registry;
    this.counts = counts;
  }

  /** The page, with everything that has happened until somebody asks. */
  HealthPage in(HealthPage page) {
    return () -> {
      counts.all().keySet().stream().filter(known::add).forEach(this::register);
      return page.answer();
    };
  }

  private void register(String what) {
    FunctionCounter unused =
        FunctionCounter.builder(SchedulerMetrics.EVENTS.name(), counts, all -> all.of(what))
            .description(SchedulerMetrics.EVENTS.doc())
            .tag("what", what)
            .register(registry);
  }
}
