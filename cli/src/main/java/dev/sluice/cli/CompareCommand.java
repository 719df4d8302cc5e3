package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.cli.results.RecordedBatch;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.SluiceClient;
import dev.sluice.results.compare.Comparison;
import dev.sluice.results.compare.ComparisonRow;
import dev.sluice.results.compare.ComparisonText;
import dev.sluice.results.compare.Condition;
import dev.sluice.results.report.Heading;
import java.io.IOException;
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
      "Holds batch B against batch A: counts, percentiles by type, tasks that fail anew and tasks"
          + " that fail no more.",
      "Exits with 1 if a condition of --fail-if is so, for builds."
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
      "  sluice compare nightly-6 nightly-7 --fail-if p95>+10%% --fail-if failed>+0 -o json",
      "  sluice compare nightly-6 nightly-7 --fail-if duration>5m,throughput<-20%%"
    })
final class CompareCommand implements Callable<ExitCode> {

  @Parameters(index = "0", paramLabel = "A", description = "The id of the batch before.")
  String a = "";

  @Parameters(index = "1", paramLabel = "B", description = "The id of the batch that is judged.")
  String b = "";

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = "--fail-if",
      paramLabel = "CONDITION",
      split = ",",
      description = {
        "Exits with 1 if this is so, for example p95>+10%%. In a shell put it in quotes. May be",
        "repeated."
      })
  List<String> failIf = new ArrayList<>();

  private final Console console;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    List<Condition> conditions = conditions();
    String idOfA = BatchIdArgument.checked(a);
    String idOfB = BatchIdArgument.checked(b);
    if (output.format == OutputFormat.CSV) {
      throw new CommandException(
          ExitCode.USAGE, "-o csv has no place for a comparison; use table, json, jsonl or yaml");
    }
    var settings = connection.settings(console.env(), ConfigTables.all());
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try (SluiceClient client = Brokers.client(settings);
        RecordedBatch before = RecordedBatch.read(client, idOfA, folder);
        RecordedBatch now = RecordedBatch.read(client, idOfB, folder)) {
      warn(before);
      warn(now);
      return tell(compare(before, now, conditions));
    }
  }

  private static Comparison compare(
      RecordedBatch before, RecordedBatch now, List<Condition> conditions) throws IOException {
    return Comparison.of(
        Heading.of(before.summary()),
        before.results(ResultOrder.UNORDERED),
        Heading.of(now.summary()),
        now.results(ResultOrder.UNORDERED),
        conditions);
  }

  private void warn(RecordedBatch batch) {
    if (!batch.summary().status().terminal()) {
      console.say("batch " + batch.summary().batchId() + " has not ended; it is compared so far");
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
