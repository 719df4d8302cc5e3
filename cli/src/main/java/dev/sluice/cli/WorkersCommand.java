package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.cli.output.WorkerRow;
import dev.sluice.client.LiveWorker;
import dev.sluice.client.SluiceClient;
import dev.sluice.results.export.RowWriter;
import dev.sluice.results.text.Counted;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
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
      "Lists the workers that are alive, with their load and rate.",
      "Alive are those that were heard of in the last ten seconds. The exit code is 0 even if "
          + "there is none."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice workers --bootstrap-server localhost:9092",
      "  sluice workers --pool gpu -o json --bootstrap-server localhost:9092",
      "  sluice workers --watch --bootstrap-server localhost:9092"
    })
final class WorkersCommand implements Callable<ExitCode> {

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--pool", paramLabel = "POOL", description = "Only the workers of this pool.")
  @Nullable String pool;

  @Mixin WatchOptions watching = new WatchOptions();

  private final Console console;

  WorkersCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    watching.check(output.format);
    var settings = connection.settings(console.env(), ConfigTables.all());
    try (SluiceClient client = Brokers.client(settings)) {
      if (!watching.watch) {
        List<LiveWorker> workers = wanted(client);
        if (workers.isEmpty()) {
          console.say(none());
        }
        if (!workers.isEmpty() || output.format != OutputFormat.TABLE) {
          write(workers, console.out());
        }
        return ExitCode.OK;
      }
      Screen screen = Screen.of(console);
      return watching.repeat(() -> {
        List<LiveWorker> workers = wanted(client);
        return screen.draw(out -> watched(workers, out));
      });
    }
  }

  private List<LiveWorker> wanted(SluiceClient client) {
    return client.workers().stream()
        .filter(worker -> pool == null || worker.pool().equals(pool))
        .toList();
  }

  private String none() {
    String ofPool = pool == null ? "" : " of pool " + pool;
    return "no worker"
        + ofPool
        + " was heard of in the last 10 s; start one: sluice worker"
        + (pool == null ? "" : " --pool " + pool);
  }

  /** On a terminal and in a log the time belongs to it, and that there is nobody. */
  private void watched(List<LiveWorker> workers, PrintStream out) throws IOException {
    if (output.format == OutputFormat.TABLE) {
      Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
      out.println(now + "  " + (workers.isEmpty() ? none() : Counted.of(workers.size(), "worker")));
    }
    if (!workers.isEmpty() || output.format != OutputFormat.TABLE) {
      write(workers, out);
    }
  }

  private void write(List<LiveWorker> workers, PrintStream out) throws IOException {
    var now = InstantSource.system().instant();
    try (RowWriter rows = Output.rows(output.format, out)) {
      for (LiveWorker worker : workers) {
        rows.write(
            output.format == OutputFormat.TABLE || output.format == OutputFormat.CSV
                ? WorkerRow.line(worker, now)
                : WorkerRow.whole(worker));
      }
    }
  }
}
