package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.file.FileSubmission;
import dev.sluice.client.Batch;
import dev.sluice.client.SluiceClient;
import dev.sluice.results.text.Counted;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice submit}: hands a batch to the brokers and prints its id. */
@Command(
    name = "submit",
    description = "Submits a batch, prints its id on stdout and does not wait for its end.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  id=$(sluice submit batch.yaml --bootstrap-server localhost:9092)",
      "  sluice status $id --bootstrap-server localhost:9092"
    })
final class SubmitCommand implements Callable<ExitCode> {

  @Mixin BatchFileArgument argument = new BatchFileArgument();
  @Mixin ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--batch-id",
      paramLabel = "ID",
      description = "The batch's id; the same id twice is one batch. Default: a new one.")
  @Nullable String batchId;

  @Option(names = "--held", description = "Starts none of its tasks before sluice start says so.")
  boolean held;

  private final Console console;

  SubmitCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    Batch batch = FileSubmission.batchOf(argument.read(console), batchId, held);
    var settings = connection.settings(console.env(), ConfigTables.all());
    try (SluiceClient client = Brokers.client(settings);
        var handle = client.submit(batch)) {
      console.out().println(handle.batchId());
      String tasks = Counted.of(batch.tasks().size(), "task");
      console.say(
          handle.knownBefore()
              ? "submitted before: of " + tasks + " those that are there already count once"
              : "submitted " + tasks + (held ? ", held until sluice start " + batch.id() : ""));
    }
    return ExitCode.OK;
  }
}
