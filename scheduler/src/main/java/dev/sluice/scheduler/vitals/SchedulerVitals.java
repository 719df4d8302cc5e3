package dev.sluice.scheduler.vitals;

import dev.sluice.core.explain.Workforce;
import dev.sluice.observability.Health;
import dev.sluice.observability.HealthEndpoint;
import dev.sluice.observability.HealthPage;
import dev.sluice.observability.HealthServer;
import dev.sluice.observability.Meters;
import dev.sluice.observability.MetricSpec;
import dev.sluice.scheduler.ledger.EffectCounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/** How one scheduler is: health and metrics over HTTP, from before it begins to restore. */
public final class SchedulerVitals implements AutoCloseable {

  private final Supplier<State> state;
  private final LongSupplier rowsToRestore;
  private final Meters meters = new Meters();
  private final Optional<HealthServer> server;
  private @Nullable KafkaStreamsMetrics ofStreams;

  /**
   * What is asked.
   *
   * @param rowsToRestore of the state, as far as is known
   * @param pools whose workers are counted
   */
  public record Sources(
      Supplier<State> state,
      LongSupplier rowsToRestore,
      EffectCounts counts,
      Workforce workforce,
      Set<String> pools) {}

  private SchedulerVitals(HealthEndpoint endpoint, Sources sources) {
    this.state = sources.state();
    this.rowsToRestore = sources.rowsToRestore();
    if (endpoint.port().isEmpty()) {
      this.server = Optional.empty();
      return;
    }
    HealthPage prometheus = meters.prometheus();
    register(sources);
    this.server =
        Optional.of(
            HealthServer.start(
                endpoint,
                Map.of(
                    "/health/live",
                    HealthPage.of(this::live),
                    "/health/ready",
                    HealthPage.of(this::ready),
                    "/metrics",
                    new EventMeters(meters.registry(), sources.counts()).in(prometheus))));
  }

  /** Answers at the endpoint, if it has a port. */
  public static SchedulerVitals serve(HealthEndpoint endpoint, Sources sources) {
    return new SchedulerVitals(endpoint, sources);
  }

  /** The metrics of Kafka Streams as well. Once it has begun. */
  public void add(KafkaStreams streams) {
    if (server.isPresent()) {
      ofStreams = new KafkaStreamsMetrics(streams);
      ofStreams.bindTo(meters.registry());
    }
  }

  private void register(Sources sources) {
    gauge(SchedulerMetrics.RUNNING, List.of(), () -> state.get() == State.RUNNING ? 1 : 0);
    gauge(SchedulerMetrics.RESTORING, List.of(), rowsToRestore::getAsLong);
    Workforce workforce = sources.workforce();
    for (String pool : sources.pools()) {
      gauge(SchedulerMetrics.SLOTS, List.of("pool", pool), () -> workforce.slots(pool).all());
      gauge(SchedulerMetrics.BUSY, List.of("pool", pool), () -> workforce.slots(pool).busy());
    }
  }

  private void gauge(MetricSpec metric, List<String> label, Supplier<Number> value) {
    Gauge unused =
        Gauge.builder(metric.name(), value)
            .description(metric.doc())
            .tags(label.toArray(String[]::new))
            .register(meters.registry());
  }

  /** Without brokers it is alive all the same: a restart would not help. */
  private Health live() {
    return switch (state.get()) {
      case PENDING_ERROR, ERROR -> Health.of(List.of("it has stopped after an error"));
      case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN, NOT_RUNNING -> Health.up();
    };
  }

  private Health ready() {
    State now = state.get();
    Health health =
        switch (now) {
          case RUNNING -> Health.up();
          case CREATED -> Health.of(List.of("it has not begun yet"));
          case REBALANCING ->
              Health.of(List.of("its partitions are being assigned or their state is restored"));
          case PENDING_SHUTDOWN, NOT_RUNNING -> Health.of(List.of("it ends"));
          case PENDING_ERROR, ERROR -> Health.of(List.of("it has stopped after an error"));
        };
    return health.with("state", now.name()).with("rowsToRestore", rowsToRestore.getAsLong());
  }

  /** Where health and metrics are, if anywhere. */
  public Optional<String> url() {
    return server.map(HealthServer::url);
  }

  @Override
  public void close() {
    server.ifPresent(HealthServer::close);
    if (ofStreams != null) {
      ofStreams.close();
    }
    meters.close();
  }
}
