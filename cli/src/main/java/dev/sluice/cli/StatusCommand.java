package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.cli.output.Remaining;
import dev.sluice.cli.output.RunningTable;
import dev.sluice.cli.output.Standing;
import dev.sluice.cli.output.StatusLine;
import dev.sluice.cli.output.SummaryRow;
import dev.sluice.cli.output.SummaryTable;
import dev.sluice.cli.output.WorkerRow;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.LiveTask;
import dev.sluice.client.Progress;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.TimeLeft;
import dev.sluice.results.export.Row;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice status}: how far a batch is. */
@Command(
    name = "status",
    description = {
      "Shows how far a batch is, and what runs of it now.",
      "Of each running task: for how long, where, and how far where the handler says it, as the workers' "
          + "heartbeats tell. The exit code is 0 unless there is no such batch; with "
          + "--watch it ends with the batch."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice status nightly-7 -o json --bootstrap-server localhost:9092",
      "  sluice status nightly-7 --watch --bootstrap-server localhost:9092"
    })
final class StatusCommand implements Callable<ExitCode> {

  @Parameters(paramLabel = "BATCH", description = "The batch's id.")
  String batchId = "";

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin WatchOptions watching = new WatchOptions();

  private final Console console;

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    watching.check(output.format);
    var settings = connection.settings(console.env(), ConfigTables.all());
    String id = BatchIdArgument.checked(batchId);
    // Nothing here needs a single result, and a large batch has many.
    try (SluiceClient client = Brokers.client(settings);
        BatchHandle handle = client.batch(id, result -> {})) {
      if (!watching.watch) {
        show(look(client, handle), console.out());
        return ExitCode.OK;
      }
      Screen screen = Screen.of(console);
      return watching.repeat(() -> {
        Now now = look(client, handle);
        return screen.draw(out -> watched(now, screen, out)) && !now.standing().status().terminal();
      });
    }
  }

  /** A batch as it is at one moment. */
  private record Now(
      BatchSummary standing, List<LiveTask> running, Optional<TimeLeft> left, Instant at) {}

  private static Now look(SluiceClient client, BatchHandle handle) {
    Progress progress = handle.status();
    Instant now = InstantSource.system().instant();
    Optional<BatchSummary> last = handle.summary();
    BatchSummary standing = Standing.of(progress, last.orElse(null), now);
    List<LiveTask> running =
        standing.status().terminal() ? List.of() : client.running(standing.batchId());
    Optional<TimeLeft> left =
        progress.timeLeft() == null
            ? Optional.empty()
            : last.flatMap(summary -> TimeLeft.of(summary, Remaining.slots(client.workers()), 0))
                .flatMap(known -> known.seenAt(now));
    return new Now(standing, running, left, now);
  }

  private void watched(Now now, Screen screen, PrintStream out) throws IOException {
    if (output.format == OutputFormat.TABLE && !screen.redraws()) {
      out.println(StatusLine.of(now.standing(), now.running().size(), now.at()));
    } else {
      show(now, out);
    }
  }

  private void show(Now now, PrintStream out) throws IOException {
    if (output.format == OutputFormat.TABLE) {
      SummaryTable.print(now.standing(), out);
      Remaining.print(now.left(), out);
      RunningTable.print(now.running(), now.at(), out);
    } else {
      Row row = SummaryRow.of(now.standing()).with("reason", now.standing().reason());
      row.with("timeLeftMs", Remaining.row(now.left()));
      if (output.format != OutputFormat.CSV) { // which has no place for a list
        row.with("running", now.running().stream().map(WorkerRow::task).toList());
      }
      Output.one(output.format, out, row);
    }
  }
}
