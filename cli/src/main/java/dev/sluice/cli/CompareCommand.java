package dev.sluice.cli;

import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.cli.results.Finished;
import dev.sluice.results.compare.Comparison;
import dev.sluice.results.compare.ComparisonRow;
import dev.sluice.results.compare.ComparisonText;
import dev.sluice.results.compare.Condition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice compare}: one batch held against another. */
@Command(
    name = "compare",
    description = {
      "Holds batch B against batch A, for people and for builds.",
      "Shows counts, percentiles by type, tasks that fail anew and tasks that fail no more. "
          + "Exits with 1 if a condition of --fail-if is so."
    },
    footerHeading = "%nConditions:%n",
    footer = {
      "  METRIC, one of > >= < <=, and a number. With a sign it is about the change from A to B, in",
      "  percent or in the metric's unit; without a sign it is about B alone. Metrics: p50 p95 p99",
      "  max (run time), queue.p50 queue.p95 queue.p99 queue.max, duration, failed, total,",
      "  succeeded, cancelled, skipped, retried, successRate, throughput.",
      "",
      "Examples:",
      "  sluice compare nightly-6 nightly-7 --bootstrap-server localhost:9092",
      "  sluice compare nightly-6 nightly-7 --fail-if 'p95>+10%%' --fail-if 'failed>+0' -o json",
      "  sluice compare before.jsonl after.jsonl --fail-if 'duration>5m,throughput<-20%%'"
    })
final class CompareCommand implements Callable<ExitCode> {

  @Parameters(
      index = "0",
      paramLabel = "BATCH-A",
      description = "The batch before: its id, or a file of its results (.jsonl, .json).")
  String a = "";

  @Parameters(
      index = "1",
      paramLabel = "BATCH-B",
      description = "The batch that is judged, likewise.")
  String b = "";

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = "--fail-if",
      paramLabel = "CONDITION",
      split = ",",
      description =
          "Exits with 1 if this is so, for example p95>+10%%. In a shell put it in quotes. May be"
              + " repeated.")
  List<String> failIf = new ArrayList<>();

  private final Console console;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    List<Condition> conditions = conditions();
    if (output.format == OutputFormat.CSV) {
      throw new CommandException(
          ExitCode.USAGE, "-o csv has no place for a comparison; use table, json, jsonl or yaml");
    }
    String before = FinishedBatches.checked(a);
    String now = FinishedBatches.checked(b);
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try (var batches = new FinishedBatches(console, connection);
        Finished batchA = batches.open(before, folder);
        Finished batchB = batches.open(now, folder)) {
      return tell(
          Comparison.of(
              batchA.heading(), batchA.results(), batchB.heading(), batchB.results(), conditions));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private ExitCode tell(Comparison comparison) throws IOException {
    if (output.format == OutputFormat.TABLE) {
      ComparisonText.print(comparison, console.out());
    } else {
      Output.one(output.format, console.out(), ComparisonRow.of(comparison));
    }
    return comparison.fails() ? ExitCode.FAILED : ExitCode.OK;
  }

  private List<Condition> conditions() {
    try {
      return failIf.stream().map(Condition::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, List.of("--fail-if " + e.getMessage()), e);
    }
  }
}
