package dev.sluice.cli.output;

import dev.sluice.client.Progress;

/** How far a running batch is, as a row. */
public final class ProgressRow {

  private ProgressRow() {}

  public static Row of(Progress progress) {
    return new Row()
        .with("batchId", progress.batchId())
        .with("status", progress.status().name())
        .with("total", progress.total())
        .with("done", progress.done())
        .with("succeeded", progress.succeeded())
        .with("failed", progress.failed())
        .with("timedOut", progress.timedOut())
        .with("cancelled", progress.cancelled())
        .with("skipped", progress.skipped())
        .with("rejected", progress.rejected())
        .with("retried", progress.retried());
  }
}
