package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.cli.output.RunningTable;
import dev.sluice.cli.output.Standing;
import dev.sluice.cli.output.SummaryRow;
import dev.sluice.cli.output.SummaryTable;
import dev.sluice.cli.output.WorkerRow;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.LiveTask;
import dev.sluice.client.Progress;
import dev.sluice.client.SluiceClient;
import dev.sluice.results.export.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice status}: how far a batch is. */
@Command(
    name = "status",
    description = {
      "Shows how far a batch is, and what runs of it now as the workers' heartbeats say: for how"
          + " long, where, and how far where the handler says it.",
      "0 unless there is no such batch."
    },
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
      Instant now = InstantSource.system().instant();
      BatchSummary standing = Standing.of(progress, handle.summary().orElse(null), now);
      List<LiveTask> running =
          standing.status().terminal() ? List.of() : client.running(standing.batchId());
      if (output.format == OutputFormat.TABLE) {
        SummaryTable.print(standing, console.out());
        RunningTable.print(running, now, console.out());
      } else {
        Row row = SummaryRow.of(standing).with("reason", standing.reason());
        if (output.format != OutputFormat.CSV) { // which has no place for a list
          row.with("running", running.stream().map(WorkerRow::task).toList());
        }
        Output.one(output.format, console.out(), row);
      }
    }
    return ExitCode.OK;
  }
}
