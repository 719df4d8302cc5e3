package dev.sluice.cli;

import dev.sluice.client.SluiceClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice stop}: holds a batch until it is started again. */
@Command(
    name = "stop",
    aliases = "pause",
    description = {
      "Holds a batch: running tasks finish, no more are started.",
      "sluice start lets it go on; sluice cancel ends it for good."
    },
    footerHeading = "%nExample:%n",
    footer = "  sluice stop nightly-7 --bootstrap-server localhost:9092")
final class StopCommand implements Callable<ExitCode> {

  @Mixin BatchCommandOptions batch = new BatchCommandOptions();

  private final Console console;

  StopCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    String id = batch.batchId();
    var verdict =
        new Verdict(
            "batch " + id,
            "is stopped: running tasks finish, no more are started; go on with sluice start " + id,
            "is not running; nothing to stop",
            "see sluice explain " + id);
    try (SluiceClient client = batch.client(console)) {
      return verdict.tell(client.pause(id), console);
    }
  }
}
