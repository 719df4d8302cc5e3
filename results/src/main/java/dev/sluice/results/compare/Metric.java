package dev.sluice.results.compare;

import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.TaskCounts;
import dev.sluice.results.report.Report;
import dev.sluice.results.text.Spans;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A number that two batches are compared by. Durations count in milliseconds. */
public enum Metric {
  TOTAL("total", Unit.COUNT, report -> report.all().counts().total()),
  SUCCEEDED("succeeded", Unit.COUNT, counts(TaskCounts::succeeded)),
  FAILED("failed", Unit.COUNT, report -> report.all().failures()),
  CANCELLED("cancelled", Unit.COUNT, counts(TaskCounts::cancelled)),
  SKIPPED("skipped", Unit.COUNT, counts(TaskCounts::skipped)),
  RETRIED("retried", Unit.COUNT, Report::retried),
  SUCCESS_RATE("successRate", Unit.NUMBER, Report::successRate),
  THROUGHPUT("throughput", Unit.NUMBER, Report::throughputPerSecond),
  DURATION("duration", Unit.DURATION, report -> millis(report.heading().duration())),
  P50("p50", Unit.DURATION, ran(DurationQuantiles::p50)),
  P95("p95", Unit.DURATION, ran(DurationQuantiles::p95)),
  P99("p99", Unit.DURATION, ran(DurationQuantiles::p99)),
  MAX("max", Unit.DURATION, ran(DurationQuantiles::max)),
  QUEUE_P50("queue.p50", Unit.DURATION, waited(DurationQuantiles::p50)),
  QUEUE_P95("queue.p95", Unit.DURATION, waited(DurationQuantiles::p95)),
  QUEUE_P99("queue.p99", Unit.DURATION, waited(DurationQuantiles::p99)),
  QUEUE_MAX("queue.max", Unit.DURATION, waited(DurationQuantiles::max));

  /** What a number counts. */
  public enum Unit {
    COUNT,
    NUMBER,
    /** milliseconds */
    DURATION
  }

  private static final double NANOS_PER_MILLI = 1e6;

  private final String word;
  private final Unit unit;
  private final ToDoubleFunction<Report> value;

  Metric(String word, Unit unit, ToDoubleFunction<Report> value) {
    this.word = word;
    this.unit = unit;
    this.value = value;
  }

  /** As it is written in conditions and in JSON. */
  public String word() {
    return word;
  }

  public Unit unit() {
    return unit;
  }

  /** Its value for a batch; NaN for a duration where nothing ran. */
  public double of(Report report) {
    return value.applyAsDouble(report);
  }

  /** A value as people read it. */
  public String text(double number) {
    if (Double.isNaN(number)) {
      return "-";
    }
    return switch (unit) {
      case COUNT -> String.format(Locale.ROOT, "%.0f", number);
      case NUMBER -> String.format(Locale.ROOT, "%.3f", number);
      case DURATION -> Spans.text(Duration.ofNanos(Math.round(number * NANOS_PER_MILLI)));
    };
  }

  static Optional<Metric> named(String word) {
    return Arrays.stream(values()).filter(metric -> metric.word.equalsIgnoreCase(word)).findFirst();
  }

  /** The words of all metrics. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Metric::word).toList();
  }

  private static ToDoubleFunction<Report> counts(ToDoubleFunction<TaskCounts> count) {
    return report -> count.applyAsDouble(report.all().counts());
  }

  private static ToDoubleFunction<Report> ran(Quantile quantile) {
    return report -> millis(report.all().runTime(), quantile);
  }

  private static ToDoubleFunction<Report> waited(Quantile quantile) {
    return report -> millis(report.all().queueWait(), quantile);
  }

  static double millis(DurationQuantiles all, Quantile quantile) {
    return all.count() == 0 ? Double.NaN : millis(quantile.of(all));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / NANOS_PER_MILLI;
  }

  interface Quantile {
    Duration of(DurationQuantiles quantiles);
  }
}
