package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.output.Output;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.TaskResult;
import dev.sluice.results.export.RowWriter;
import dev.sluice.results.text.NaturalOrder;
import java.util.Comparator;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice results}: the results of a batch, one row a task. */
@Command(
    name = "results",
    description = "Prints the results of a batch, one row a task.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice results nightly-7 -o jsonl --bootstrap-server localhost:9092 | jq .output",
      "  sluice results nightly-7 -o csv --bootstrap-server localhost:9092 > results.csv"
    })
final class ResultsCommand implements Callable<ExitCode> {

  @Parameters(paramLabel = "BATCH", description = "The batch's id.")
  String batchId = "";

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description = {
        "One of ordered, unordered, priority, streaming; streaming waits for the batch's end.",
        "Default: ordered, which is by id with numbers in ids as numbers."
      })
  ResultOrder order = ResultOrder.ORDERED;

  private final Console console;

  ResultsCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    var settings = connection.settings(console.env(), ConfigTables.all());
    try (SluiceClient client = Brokers.client(settings);
        BatchHandle handle = client.batch(BatchIdArgument.checked(batchId));
        RowWriter rows = Output.rows(output.format, console.out())) {
      handle.status();
      try (Stream<TaskResult> results = ordered(handle.results(order))) {
        // Nobody reads on after a broken pipe.
        for (Iterator<TaskResult> all = results.iterator();
            all.hasNext() && !(order == ResultOrder.STREAMING && console.out().checkError()); ) {
          rows.write(Output.result(all.next(), output.format));
        }
      }
    }
    return ExitCode.OK;
  }

  /** The order of submission is not recorded, so that of the ids stands for it. */
  private Stream<TaskResult> ordered(Stream<TaskResult> results) {
    Comparator<TaskResult> byId = Comparator.comparing(TaskResult::taskId, new NaturalOrder());
    return switch (order) {
      case ORDERED -> results.sorted(byId);
      case PRIORITY ->
          results.sorted(Comparator.comparing(TaskResult::priority).thenComparing(byId));
      case UNORDERED, STREAMING -> results;
    };
  }
}
