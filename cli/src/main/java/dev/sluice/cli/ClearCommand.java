package dev.sluice.cli;

import dev.sluice.client.SluiceClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice clear}: forgets a batch that has ended. */
@Command(
    name = "clear",
    description = "Forgets a batch that has ended, with its results. Its id may be used again.",
    footerHeading = "%nExample:%n",
    footer = "  sluice clear nightly-7 --bootstrap-server localhost:9092")
final class ClearCommand implements Callable<ExitCode> {

  @Mixin BatchCommandOptions batch = new BatchCommandOptions();

  private final Console console;

  ClearCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    String id = batch.batchId();
    var verdict =
        new Verdict(
            "batch " + id,
            "is forgotten",
            "is being cleared already",
            "wait for its end, or end it with sluice cancel " + id);
    try (SluiceClient client = batch.client(console)) {
      return verdict.tell(client.clear(id), console);
    }
  }
}
