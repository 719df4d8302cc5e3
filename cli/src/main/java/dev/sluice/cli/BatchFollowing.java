package dev.sluice.cli;

import dev.sluice.cli.file.DurationText;
import dev.sluice.cli.output.Counted;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.cli.output.ResultsFile;
import dev.sluice.cli.output.SummaryRow;
import dev.sluice.cli.output.SummaryTable;
import dev.sluice.cli.progress.ProgressView;
import dev.sluice.client.AwaitTimeoutException;
import dev.sluice.client.Batch;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchOutcome;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.TaskResult;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Submits a batch, shows how far it is, and tells how it ended. */
final class BatchFollowing {

  private static final int DEFAULT_COLUMNS = 80;
  private static final Duration VERY_LONG = Duration.ofDays(365);

  private final Console console;
  private final OutputFormat format;
  private final @Nullable ResultsFile resultsFile;
  private final ResultOrder order;
  private final Duration atMost;
  private volatile @Nullable ProgressView progress;

  BatchFollowing(
      Console console,
      OutputFormat format,
      @Nullable ResultsFile resultsFile,
      ResultOrder order,
      @Nullable Duration atMost) {
    this.console = console;
    this.format = format;
    this.resultsFile = resultsFile;
    this.order = order;
    this.atMost = atMost == null ? VERY_LONG : atMost;
  }

  /** Submits the batch and returns when it has ended and everything is written. */
  ExitCode follow(SluiceClient client, Batch batch) throws IOException {
    try (BatchHandle handle = client.submit(batch)) {
      BatchOutcome outcome;
      try (ProgressView view = view()) {
        progress = view;
        handle.onProgress(view);
        outcome = handle.await(atMost);
      } catch (AwaitTimeoutException e) {
        if (resultsFile != null) {
          writeResults(handle);
        }
        throw late(batch, e);
      }
      if (resultsFile != null) {
        writeResults(handle);
      }
      print(batch, handle, outcome);
      return exitCode(outcome.summary());
    }
  }

  private CommandException late(Batch batch, AwaitTimeoutException failure) {
    String line =
        "batch %s did not end in %s, %d of %s ended; give it more time with --timeout"
            .formatted(
                batch.id(),
                DurationText.of(atMost),
                failure.progress().done(),
                Counted.of(failure.progress().total(), "task"));
    return new CommandException(ExitCode.TIMED_OUT, List.of(line), failure);
  }

  /** Takes the progress off the screen, for somebody who has something else to say. */
  void stop() {
    ProgressView view = progress;
    if (view != null) {
      view.close();
    }
  }

  private ProgressView view() {
    boolean plain = !console.terminal() || console.env().containsKey("NO_COLOR");
    return ProgressView.on(console.err(), plain, columns(), InstantSource.system());
  }

  private int columns() {
    try {
      return Integer.parseInt(console.env().getOrDefault("COLUMNS", ""));
    } catch (NumberFormatException e) {
      return DEFAULT_COLUMNS;
    }
  }

  private void writeResults(BatchHandle handle) throws IOException {
    ResultOrder complete = order == ResultOrder.STREAMING ? ResultOrder.UNORDERED : order;
    long written = resultsFile.write(handle.results(complete));
    console.say(Counted.of(written, "result") + " in " + resultsFile.path());
  }

  private void print(Batch batch, BatchHandle handle, BatchOutcome outcome) throws IOException {
    if (format == OutputFormat.TABLE) {
      SummaryTable.print(outcome, products(batch, handle), console.out());
    } else {
      Output.one(format, console.out(), SummaryRow.of(outcome.summary()));
    }
  }

  /** The results that no other task of the batch takes in, as far as they hold something. */
  private static List<TaskResult> products(Batch batch, BatchHandle handle) {
    Set<String> needed = new HashSet<>();
    batch.tasks().forEach(task -> needed.addAll(task.needs()));
    try (Stream<TaskResult> results = handle.results(ResultOrder.ORDERED)) {
      return results
          .filter(result -> result.succeeded() && !needed.contains(result.taskId()))
          .filter(result -> !result.outputText().isBlank())
          .toList();
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
