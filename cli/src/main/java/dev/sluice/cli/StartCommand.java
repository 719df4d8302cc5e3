package dev.sluice.cli;

import dev.sluice.client.SluiceClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice start}: lets a held or stopped batch go on. */
@Command(
    name = "start",
    description = "Starts a batch that was submitted with --held, or lets a stopped one go on.",
    footerHeading = "%nExample:%n",
    footer = "  sluice start nightly-7 --bootstrap-server localhost:9092")
final class StartCommand implements Callable<ExitCode> {

  @Mixin BatchCommandOptions batch = new BatchCommandOptions();

  private final Console console;

  StartCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    String id = batch.batchId();
    var verdict =
        new Verdict(
            "batch " + id,
            "is running",
            "is neither held nor stopped; nothing to start",
            "see sluice explain " + id);
    try (SluiceClient client = batch.client(console)) {
      return verdict.tell(client.start(id), console);
    }
  }
}
