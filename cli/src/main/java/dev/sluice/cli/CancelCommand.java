package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchNotFoundException;
import dev.sluice.client.SluiceClient;
import dev.sluice.core.task.BatchStatus;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice cancel}: stops a batch. */
@Command(
    name = "cancel",
    description = "Cancels a batch: nothing more is started, running tasks are interrupted.",
    footerHeading = "%nExample:%n",
    footer = "  sluice cancel nightly-7 --reason 'wrong input' --bootstrap-server localhost:9092")
final class CancelCommand implements Callable<ExitCode> {

  private static final Duration UNTIL_RECORDED = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  @Parameters(paramLabel = "BATCH", description = "The batch's id.")
  String batchId = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the results.")
  @Nullable String reason;

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  private final Console console;

  CancelCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    String id = BatchIdArgument.checked(batchId);
    var settings = connection.settings(console.env(), ConfigTables.all());
    try (SluiceClient client = Brokers.client(settings);
        BatchHandle handle = client.batch(id)) {
      BatchStatus status = recorded(handle);
      if (status.terminal()) {
        console.say("batch " + id + " has ended " + status + " already");
        return ExitCode.OK;
      }
      client.cancel(id, reason);
      console.say("cancel of " + id + " is on its way");
    }
    return ExitCode.OK;
  }

  /** A batch that was submitted just now is recorded a moment later: it can be cancelled too. */
  private static BatchStatus recorded(BatchHandle handle) throws InterruptedException {
    long end = System.nanoTime() + UNTIL_RECORDED.toNanos();
    while (true) {
      try {
        return handle.status().status();
      } catch (BatchNotFoundException e) {
        if (System.nanoTime() - end >= 0) {
          throw e;
        }
        Thread.sleep(LOOK_AGAIN);
      }
    }
  }
}
