package dev.sluice.cli;

import dev.sluice.cli.file.DurationText;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.cli.output.SummaryRow;
import dev.sluice.cli.output.SummaryTable;
import dev.sluice.cli.progress.ProgressView;
import dev.sluice.cli.results.RunResults;
import dev.sluice.client.AwaitTimeoutException;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.Progress;
import dev.sluice.client.SluiceClient;
import dev.sluice.results.text.Counted;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Submits a batch, shows how far it is, and tells how it ended. */
final class BatchFollowing {

  private static final Duration VERY_LONG = Duration.ofDays(365);

  private final Console console;
  private final OutputFormat format;
  private final RunFiles files;
  private final Duration atMost;
  private volatile @Nullable ProgressView progress;

  BatchFollowing(Console console, OutputFormat format, RunFiles files, @Nullable Duration atMost) {
    this.console = console;
    this.format = format;
    this.files = files;
    this.atMost = atMost == null ? VERY_LONG : atMost;
  }

  /** Starts the batch and returns when it has ended and everything is written. */
  ExitCode follow(SluiceClient client, BatchStart start, BatchToRun batch) throws IOException {
    try (RunResults results = results(batch);
        BatchHandle handle = start.start(client, batch, shown() ? results : result -> {})) {
      BatchSummary summary;
      try (ProgressView view = Screen.progress(console)) {
        progress = view;
        handle.onProgress(progress -> view.accept(ofAtLeast(batch.tasks(), progress)));
        summary = handle.await(atMost).summary();
      } catch (AwaitTimeoutException e) {
        files.write(results, null, console);
        throw late(handle.batchId(), batch.tasks(), e);
      }
      files.write(results, summary, console);
      print(summary, results);
      start.ended();
      return exitCode(summary);
    }
  }

  /** Whether single results are wanted at all, be it a few of them. */
  private boolean shown() {
    return format == OutputFormat.TABLE || files.wanted();
  }

  private RunResults results(BatchToRun batch) throws IOException {
    return files.keep(shown() ? batch.look().tasks() : List.of());
  }

  /** The scheduler may not have said yet how many tasks there are; it knows of spawned ones. */
  private static Progress ofAtLeast(long tasks, Progress progress) {
    return progress.total() >= tasks
        ? progress
        : new Progress(
            progress.batchId(),
            progress.status(),
            tasks,
            progress.succeeded(),
            progress.failed(),
            progress.timedOut(),
            progress.cancelled(),
            progress.skipped(),
            progress.rejected(),
            progress.retried(),
            progress.timeLeft());
  }

  private CommandException late(String batchId, long tasks, AwaitTimeoutException failure) {
    String line =
        "batch %s did not end in %s, %d of %s ended; give it more time with --timeout"
            .formatted(
                batchId,
                DurationText.of(atMost),
                failure.progress().done(),
                Counted.of(Math.max(tasks, failure.progress().total()), "task"));
    return new CommandException(ExitCode.TIMED_OUT, List.of(line), failure);
  }

  /** Takes the progress off the screen, for somebody who has something else to say. */
  void stop() {
    ProgressView view = progress;
    if (view != null) {
      view.close();
    }
  }

  private void print(BatchSummary summary, RunResults results) throws IOException {
    if (format == OutputFormat.TABLE) {
      SummaryTable.print(summary, results.products(), results.failures(), console.out());
    } else {
      Output.one(format, console.out(), SummaryRow.of(summary));
    }
  }

  static ExitCode exitCode(BatchSummary summary) {
    long failed = summary.counts().failed() + summary.counts().timedOut();
    return switch (summary.status()) {
      case SUCCEEDED -> failed == 0 ? ExitCode.OK : ExitCode.TASKS_FAILED;
      case FAILED -> ExitCode.TASKS_FAILED;
      case CANCELLED -> ExitCode.CANCELLED;
      case REJECTED -> ExitCode.REJECTED;
      case OPEN, RUNNING, PAUSED -> ExitCode.FAILED;
    };
  }
}
