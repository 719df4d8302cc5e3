package dev.sluice.cli.output;

import dev.sluice.cli.batches.ListedBatch;
import dev.sluice.results.export.Row;
import dev.sluice.results.text.Spans;
import java.time.Instant;

/** A batch of a list as a row. */
public final class ListedBatchRow {

  private ListedBatchRow() {}

  /** One line for a table. */
  public static Row line(ListedBatch batch, Instant now) {
    return new Row()
        .with("batch", batch.batchId())
        .with("name", batch.name())
        .with("status", batch.status())
        .with("tasks", batch.total())
        .with("done", batch.done())
        .with("not succeeded", batch.notSucceeded())
        .with("age", batch.openedAt() == 0 ? null : Spans.text(batch.age(now)))
        .with("duration", Spans.text(batch.duration(now)));
  }

  /** All that is known; times in microseconds since the epoch. */
  public static Row whole(ListedBatch batch, Instant now) {
    return new Row()
        .with("batchId", batch.batchId())
        .with("name", batch.name())
        .with("status", batch.status().name())
        .with("round", batch.round())
        .with("total", batch.total())
        .with("succeeded", batch.succeeded())
        .with("failed", batch.failed())
        .with("timedOut", batch.timedOut())
        .with("cancelled", batch.cancelled())
        .with("skipped", batch.skipped())
        .with("rejected", batch.rejected())
        .with("openedAt", batch.openedAt())
        .with("finishedAt", batch.finishedAt())
        .with("durationMs", batch.duration(now).toMillis());
  }
}
