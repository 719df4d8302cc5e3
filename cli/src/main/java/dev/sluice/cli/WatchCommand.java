package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.file.DurationText;
import dev.sluice.cli.output.FirstFailures;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.cli.output.Shown;
import dev.sluice.cli.output.SummaryRow;
import dev.sluice.cli.output.SummaryTable;
import dev.sluice.cli.progress.ProgressView;
import dev.sluice.client.AwaitTimeoutException;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchNotFoundException;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.SluiceClient;
import dev.sluice.results.text.Counted;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice watch}: a batch that was submitted elsewhere, until its end. */
@Command(
    name = "watch",
    description = {
      "Follows a batch until its end, and exits as run does.",
      "Shows how far it is and prints the summary. With -o jsonl it prints what "
          + "happens, one event a line: progress, result, end."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice watch nightly-7 --timeout 2h --bootstrap-server localhost:9092",
      "  sluice watch nightly-7 -o jsonl --bootstrap-server localhost:9092 | jq -c .taskId"
    })
final class WatchCommand implements Callable<ExitCode> {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(4);
  private static final Duration VERY_LONG = Duration.ofDays(365);

  @Parameters(paramLabel = "BATCH", description = "The batch's id.")
  String batchId = "";

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "Waits no longer than this and exits with 6; the batch goes on.")
  @Nullable String timeout;

  private final Console console;

  WatchCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    String id = BatchIdArgument.checked(batchId);
    Duration atMost = timeout();
    var settings = connection.settings(console.env(), ConfigTables.all());
    try (SluiceClient client = Brokers.client(settings)) {
      return output.format == OutputFormat.JSONL
          ? events(client, id, atMost)
          : progress(client, id, atMost);
    }
  }

  private ExitCode progress(SluiceClient client, String id, Duration atMost) throws IOException {
    var failures = new FirstFailures();
    try (BatchHandle handle = client.batch(id, failures);
        ProgressView view = Screen.progress(console)) {
      onSignal(id, view::close);
      awaitKnown(handle);
      handle.onProgress(view);
      BatchSummary summary = await(handle, atMost);
      if (summary == null) {
        return ExitCode.INTERRUPTED;
      }
      view.close();
      if (output.format == OutputFormat.TABLE) {
        SummaryTable.print(summary, Shown.of(List.of()), failures.shown(), console.out());
      } else {
        Output.one(output.format, console.out(), SummaryRow.of(summary));
      }
      return BatchFollowing.exitCode(summary);
    }
  }

  private ExitCode events(SluiceClient client, String id, Duration atMost) throws IOException {
    var events = new BatchEvents(console.out(), InstantSource.system());
    try (BatchHandle handle = client.batch(id, events::result)) {
      onSignal(id, console::flush);
      awaitKnown(handle);
      handle.onProgress(events::progress);
      BatchSummary summary = await(handle, atMost);
      if (summary == null) {
        return ExitCode.INTERRUPTED;
      }
      events.end(summary);
      return BatchFollowing.exitCode(summary);
    }
  }

  private void onSignal(String id, Runnable leave) {
    console
        .signals()
        .onSignal(signal -> {
          leave.run();
          console.say("batch " + id + " goes on; see sluice status " + id);
          return Signals.code(signal);
        });
  }

  /** A batch that was submitted a moment ago is known as soon as the scheduler has looked at it. */
  private static void awaitKnown(BatchHandle handle) {
    long until = System.nanoTime() + KNOWN_WITHIN.toNanos();
    while (true) {
      try {
        handle.status();
        return;
      } catch (BatchNotFoundException e) {
        if (System.nanoTime() >= until) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }
  }

  /** The end, or null if nobody reads any more what is written. */
  private @Nullable BatchSummary await(BatchHandle handle, Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
      try {
        return handle.await(left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN).summary();
      } catch (AwaitTimeoutException e) {
        if (console.out().checkError()) {
          return null;
        }
        if (left.compareTo(LOOK_AGAIN) <= 0) {
          throw late(handle.batchId(), atMost, e);
        }
      }
    }
  }

  private static CommandException late(String id, Duration atMost, AwaitTimeoutException failure) {
    String line =
        "batch %s did not end in %s, %d of %s ended; give it more time with --timeout"
            .formatted(
                id,
                DurationText.of(atMost),
                failure.progress().done(),
                Counted.of(failure.progress().total(), "task"));
    return new CommandException(ExitCode.TIMED_OUT, List.of(line), failure);
  }

  private Duration timeout() {
    try {
      return timeout == null ? VERY_LONG : DurationText.parse(timeout);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, List.of("--timeout: " + e.getMessage()), e);
    }
  }
}
