package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.file.DurationText;
import dev.sluice.client.SluiceClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command about a batch takes that a scheduler has to answer. */
final class BatchCommandOptions {

  @Parameters(index = "0", paramLabel = "BATCH", description = "The batch's id.")
  String batchId = "";

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--answer-timeout",
      paramLabel = "DURATION",
      description = "Waits no longer for a scheduler's answer and exits with 8. Default: 30s.")
  @Nullable String answerTimeout;

  String batchId() {
    return BatchIdArgument.checked(batchId);
  }

  SluiceClient client(Console console) throws IOException {
    Duration patience = patience();
    return Brokers.client(connection.settings(console.env(), ConfigTables.all()), patience);
  }

  private Duration patience() {
    try {
      return answerTimeout == null ? SluiceClient.ANSWER_WITHIN : DurationText.parse(answerTimeout);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, List.of("--answer-timeout: " + e.getMessage()), e);
    }
  }
}
