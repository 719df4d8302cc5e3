package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.cli.output.Standing;
import dev.sluice.cli.output.SummaryRow;
import dev.sluice.cli.output.SummaryTable;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.Progress;
import dev.sluice.client.SluiceClient;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice status}: how far a batch is. */
@Command(
    name = "status",
    description = "Shows how far a batch is. 0 unless there is no such batch.",
    footerHeading = "%nExample:%n",
    footer = "  sluice status nightly-7 -o json --bootstrap-server localhost:9092")
final class StatusCommand implements Callable<ExitCode> {

  @Parameters(paramLabel = "BATCH", description = "The batch's id.")
  String batchId = "";

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin OutputOption output = new OutputOption();

  private final Console console;

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    var settings = connection.settings(console.env(), ConfigTables.all());
    try (SluiceClient client = Brokers.client(settings);
        BatchHandle handle = client.batch(BatchIdArgument.checked(batchId))) {
      Progress progress = handle.status();
      BatchSummary standing =
          Standing.of(progress, handle.summary().orElse(null), InstantSource.system().instant());
      if (output.format == OutputFormat.TABLE) {
        SummaryTable.print(standing, console.out());
      } else {
        Output.one(
            output.format,
            console.out(),
            SummaryRow.of(standing).with("reason", standing.reason()));
      }
    }
    return ExitCode.OK;
  }
}
