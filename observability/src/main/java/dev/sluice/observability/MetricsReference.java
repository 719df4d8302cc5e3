package dev.sluice.observability;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns the tables of metrics into the reference page, in Markdown. */
public final class MetricsReference {

  private static final NamingConvention PROMETHEUS = new PrometheusNamingConvention();

  private MetricsReference() {}

  /**
   * The page.
   *
   * @param tables the title of each section and its metrics, in the order of the page
   */
  public static String page(Map<String, List<MetricSpec>> tables) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    tables.forEach((title, metrics) -> section(page, title, metrics));
    return page.append(KAFKA).toString();
  }

  private static void section(StringBuilder page, String title, List<MetricSpec> metrics) {
    page.append("\n## ").append(title).append("\n\n");
    page.append("| metric | in Prometheus | kind | labels | says |\n|---|---|---|---|---|\n");
    for (MetricSpec metric : metrics) {
      page.append("| `").append(metric.name()).append("` | `");
      page.append(inPrometheus(metric)).append("` | ");
      page.append(metric.kind().name().toLowerCase(Locale.ROOT));
      page.append(" (").append(metric.unit()).append(") | ");
      page.append(
          metric.labels().isEmpty() ? "none" : "`" + String.join("` `", metric.labels()) + "`");
      page.append(" | ").append(metric.doc().replace("|", "\\|")).append(" |\n");
    }
  }

  /** Its name there; of a timer the part that all its names begin with. */
  public static String inPrometheus(MetricSpec metric) {
    return switch (metric.kind()) {
      case COUNTER -> PROMETHEUS.name(metric.name(), Meter.Type.COUNTER) + "_total";
      case GAUGE -> PROMETHEUS.name(metric.name(), Meter.Type.GAUGE);
      case TIMER -> PROMETHEUS.name(metric.name(), Meter.Type.TIMER);
    };
  }

  private static final String INTRODUCTION =
      """
      # Metrics

      This page is made from the tables in the code; the build fails when they differ.

      A worker and a scheduler answer `/metrics` in Prometheus' text format where they have a port:
      `sluice.worker.health.port` and `sluice.scheduler.health.port`
      ([how to scrape them](operations.md#health-and-metrics)). An application that starts a `Worker`
      itself adds its own Micrometer registry with `worker.meters().add(registry)`.

      A timer is several series in Prometheus: its name with `_count`, `_sum`, `_max` and `_bucket`, with
      buckets from 5 ms to an hour. The label `type` has at most 100 values in a process: task types beyond those are
      `other`, because whoever may submit tasks may name them.
      """;

  private static final String KAFKA =
      """

      ## Kafka's own

      The same page has what the Kafka clients measure, under Micrometer's names: `kafka_producer_*` of a
      worker and `kafka_stream_*` of a scheduler. They come up to a minute after the process has started.
      """;
}
