package dev.sluice.cli;

import dev.sluice.cli.file.DurationText;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.cli.output.Shown;
import dev.sluice.cli.output.SummaryRow;
import dev.sluice.cli.output.SummaryTable;
import dev.sluice.client.AwaitTimeoutException;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchOutcome;
import dev.sluice.client.CommandAnswer;
import dev.sluice.client.SluiceClient;
import dev.sluice.results.text.Counted;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice retry}: another round for what did not succeed. */
@Command(
    name = "retry",
    description = {
      "Runs the tasks of an ended batch again that did not succeed.",
      "These are the tasks that failed, timed out, were cancelled or skipped. What succeeded stays, "
          + "with its outputs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice retry nightly-7 --bootstrap-server localhost:9092",
      "  sluice retry nightly-7 --wait --timeout 10m -o json --bootstrap-server localhost:9092"
    })
final class RetryCommand implements Callable<ExitCode> {

  private static final Duration VERY_LONG = Duration.ofDays(365);

  @Mixin BatchCommandOptions batch = new BatchCommandOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = "--wait",
      description = "Waits for the end, prints the summary and exits as run does.")
  boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "With --wait: waits no longer than this and exits with 6.")
  @Nullable String timeout;

  private final Console console;

  RetryCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    String id = batch.batchId();
    Duration atMost = timeout();
    var verdict =
        new Verdict(
            "batch " + id,
            "runs again: what did not succeed is tried once more",
            "has nothing to retry: every task succeeded or was rejected",
            "wait for its end, or end it with sluice cancel " + id);
    try (SluiceClient client = batch.client(console)) {
      CommandAnswer answer = client.retryFailed(id);
      ExitCode told = verdict.tell(answer, console);
      return wait && answer instanceof CommandAnswer.Done ? follow(client, id, atMost) : told;
    }
  }

  private ExitCode follow(SluiceClient client, String id, Duration atMost) throws IOException {
    try (BatchHandle handle = client.batch(id)) {
      BatchOutcome outcome = handle.await(atMost);
      if (output.format == OutputFormat.TABLE) {
        SummaryTable.print(
            outcome.summary(),
            Shown.of(List.of()),
            Shown.of(outcome.notSucceeded()),
            console.out());
      } else {
        Output.one(output.format, console.out(), SummaryRow.of(outcome.summary()));
      }
      return BatchFollowing.exitCode(outcome.summary());
    } catch (AwaitTimeoutException e) {
      String line =
          "batch %s did not end in %s, %d of %s ended; give it more time with --timeout"
              .formatted(
                  id,
                  DurationText.of(atMost),
                  e.progress().done(),
                  Counted.of(e.progress().total(), "task"));
      throw new CommandException(ExitCode.TIMED_OUT, List.of(line), e);
    }
  }

  private Duration timeout() {
    if (timeout != null && !wait) {
      throw new CommandException(ExitCode.USAGE, "--timeout is for --wait; add it");
    }
    try {
      return timeout == null ? VERY_LONG : DurationText.parse(timeout);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, List.of("--timeout: " + e.getMessage()), e);
    }
  }
}
