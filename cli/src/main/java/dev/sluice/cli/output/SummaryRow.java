package dev.sluice.cli.output;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.TaskCounts;
import java.time.Duration;

/** A batch's summary as a row: the object that {@code run -o json} prints. */
public final class SummaryRow {

  private static final double NANOS_PER_MILLI = 1e6;

  private SummaryRow() {}

  public static Row of(BatchSummary summary) {
    TaskCounts counts = summary.counts();
    return new Row()
        .with("batchId", summary.batchId())
        .with("name", summary.name())
        .with("status", summary.status().name())
        .with("total", summary.expectedTasks().orElse(counts.total()))
        .with("succeeded", counts.succeeded())
        .with("failed", counts.failed())
        .with("timedOut", counts.timedOut())
        .with("cancelled", counts.cancelled())
        .with("skipped", counts.skipped())
        .with("rejected", counts.rejected())
        .with("retried", summary.retried())
        .with("durationMs", summary.duration().toMillis())
        .withRounded("throughputPerSecond", summary.throughputPerSecond())
        .withRounded("successRate", summary.successRate())
        .with("queueMs", quantiles(summary.queueWait()))
        .with("runMs", quantiles(summary.runTime()))
        .with("cached", summary.cached());
  }

  private static Row quantiles(DurationQuantiles quantiles) {
    return new Row()
        .withRounded("p50", millis(quantiles.p50()))
        .withRounded("p95", millis(quantiles.p95()))
        .withRounded("p99", millis(quantiles.p99()))
        .withRounded("max", millis(quantiles.max()));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / NANOS_PER_MILLI;
  }
}
