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

  /** Where it answers whether it is alive. */
  public static final String LIVE = "/health/live";

  /** Where it answers whether it is ready. */
  public static final String READY = "/health/ready";

  /** Where metrics are, in the text format of Prometheus. */
  public static final String METRICS = "/metrics";

  private final Sources sources;
  private final Meters meters = new Meters();
  private final Optional<HealthServer> server;
  private @Nullable Map<String, HealthPage> pages;
  private @Nullable KafkaStreams streams;
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
    this.sources = sources;
    this.server =
        endpoint.port().isEmpty()
            ? Optional.empty()
            : Optional.of(HealthServer.start(endpoint, pages()));
  }

  /**
   * What can be answered, by path: {@code /health/live}, {@code /health/ready} and {@code
   * /metrics}. Metrics are kept from the first call on.
   */
  public synchronized Map<String, HealthPage> pages() {
    if (pages == null) {
      HealthPage prometheus = meters.prometheus();
      register(sources);
      pages =
          Map.of(
              LIVE,
              HealthPage.of(this::live),
              READY,
              HealthPage.of(this::ready),
              METRICS,
              new EventMeters(meters.registry(), sources.counts()).in(prometheus));
      bindStreams();
    }
    return pages;
  }

  /** Answers at the endpoint, if it has a port. */
  public static SchedulerVitals serve(HealthEndpoint endpoint, Sources sources) {
    return new SchedulerVitals(endpoint, sources);
  }

  /** The metrics of Kafka Streams as well. Once it has begun. */
  public synchronized void add(KafkaStreams begun) {
    streams = begun;
    bindStreams();
  }

  private void bindStreams() {
    if (pages != null && streams != null && ofStreams == null) {
      ofStreams = new KafkaStreamsMetrics(streams);
      ofStreams.bindTo(meters.registry());
    }
  }

  private void register(Sources sources) {
    gauge(
        SchedulerMetrics.RUNNING, List.of(), () -> sources.state().get() == State.RUNNING ? 1 : 0);
    gauge(SchedulerMetrics.RESTORING, List.of(), sources.rowsToRestore()::getAsLong);
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
    return switch (sources.state().get()) {
      case PENDING_ERROR, ERROR -> Health.of(List.of("it has stopped after an error"));
      case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN, NOT_RUNNING -> Health.up();
    };
  }

  private Health ready() {
    State now = sources.state().get();
    Health health =
        switch (now) {
          case RUNNING -> Health.up();
          case CREATED -> Health.of(List.of("it has not begun yet"));
          case REBALANCING ->
              Health.of(List.of("its partitions are being assigned or their state is restored"));
          case PENDING_SHUTDOWN, NOT_RUNNING -> Health.of(List.of("it ends"));
          case PENDING_ERROR, ERROR -> Health.of(List.of("it has stopped after an error"));
        };
    return health
        .with("state", now.name())
        .with("rowsToRestore", sources.rowsToRestore().getAsLong());
  }

  /** Where health and metrics are, if anywhere. */
  public Optional<String> url() {
    return server.map(HealthServer::url);
  }

  @Override
  public synchronized void close() {
    server.ifPresent(HealthServer::close);
    if (ofStreams != null) {
      ofStreams.close();
    }
    meters.close();
  }
}
