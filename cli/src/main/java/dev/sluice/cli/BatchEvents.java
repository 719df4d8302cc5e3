package dev.sluice.cli;

import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.cli.output.SummaryRow;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.Progress;
import dev.sluice.client.TaskResult;
import dev.sluice.results.export.ResultRow;
import dev.sluice.results.export.Row;
import dev.sluice.results.export.RowWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What happens to a batch as lines of JSON: a {@code result} for each task that ends, {@code
 * progress} at most once a second, one {@code end}. Thread-safe; each line is written at once.
 */
final class BatchEvents {

  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final PrintStream out;
  private final InstantSource clock;
  private Instant next = Instant.MIN;

  BatchEvents(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  synchronized void result(TaskResult result) {
    write(event("result"), ResultRow.of(result));
  }

  synchronized void progress(Progress progress) {
    Instant now = clock.instant();
    if (progress.status().terminal() || now.isBefore(next)) {
      return; // the end says it all
    }
    next = now.plus(BETWEEN);
    write(
        event("progress"),
        new Row()
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
            .with("retried", progress.retried()));
    out.flush();
  }

  synchronized void end(BatchSummary summary) {
    write(event("end"), SummaryRow.of(summary));
    out.flush();
  }

  private static Row event(String kind) {
    return new Row().with("event", kind);
  }

  private void write(Row event, Row what) {
    try (RowWriter line = Output.rows(OutputFormat.JSONL, out)) {
      line.write(event.with(what));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
