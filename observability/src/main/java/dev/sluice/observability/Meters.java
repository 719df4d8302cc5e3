package dev.sluice.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;

/**
 * The meters of one process part. Nothing is kept until a registry is added: the one behind {@code
 * /metrics}, or one of the application that the part lives in.
 */
public final class Meters implements AutoCloseable {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final CompositeMeterRegistry all = new CompositeMeterRegistry();

  /** Where meters are registered, and to which an application adds its own registry. */
  public CompositeMeterRegistry registry() {
    return all;
  }

  /** Adds a registry for Prometheus and gives the page that it is read from. */
  public HealthPage prometheus() {
    var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    all.add(prometheus);
    return () -> {
      var bytes = new ByteArrayOutputStream();
      prometheus.scrape(bytes, TEXT);
      return new HealthPage.Answer(200, TEXT, bytes.toByteArray());
    };
  }

  /** Registries of others stay open. */
  @Override
  public void close() {
    all.getRegistries().stream()
        .filter(PrometheusMeterRegistry.class::isInstance)
        .forEach(MeterRegistry::close);
  }
}
