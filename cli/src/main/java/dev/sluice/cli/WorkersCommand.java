package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.cli.output.WorkerRow;
import dev.sluice.client.LiveWorker;
import dev.sluice.client.SluiceClient;
import dev.sluice.results.export.RowWriter;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice workers}: who runs tasks, and how they are. */
@Command(
    name = "workers",
    description = {
      "Lists the workers that were heard of in the last ten seconds, with their load and rate.",
      "0 even if there is none."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice workers --bootstrap-server localhost:9092",
      "  sluice workers --pool gpu -o json --bootstrap-server localhost:9092"
    })
final class WorkersCommand implements Callable<ExitCode> {

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--pool", paramLabel = "POOL", description = "Only the workers of this pool.")
  @Nullable String pool;

  private final Console console;

  WorkersCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    var settings = connection.settings(console.env(), ConfigTables.all());
    try (SluiceClient client = Brokers.client(settings)) {
      List<LiveWorker> workers =
          client.workers().stream()
              .filter(worker -> pool == null || worker.pool().equals(pool))
              .toList();
      if (workers.isEmpty()) {
        console.say(
            "no worker"
                + (pool == null ? "" : " of pool " + pool)
                + " was heard of in the last 10 s; start one: sluice worker"
                + (pool == null ? "" : " --pool " + pool));
      }
      if (!workers.isEmpty() || output.format != OutputFormat.TABLE) {
        write(workers);
      }
    }
    return ExitCode.OK;
  }

  private void write(List<LiveWorker> workers) throws IOException {
    var now = InstantSource.system().instant();
    try (RowWriter rows = Output.rows(output.format, console.out())) {
      for (LiveWorker worker : workers) {
        rows.write(
            output.format == OutputFormat.TABLE || output.format == OutputFormat.CSV
                ? WorkerRow.line(worker, now)
                : WorkerRow.whole(worker));
      }
    }
  }
}
