package dev.sluice.cli.output;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.TaskCounts;
import dev.sluice.results.export.Row;
import dev.sluice.results.report.ReportRow;

/** A batch's summary as a row: the object that {@code run -o json} prints. */
public final class SummaryRow {

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
        .with("queueMs", ReportRow.quantiles(summary.queueWait()))
        .with("runMs", ReportRow.quantiles(summary.runTime()))
        .with("cached", summary.cached());
  }
}
