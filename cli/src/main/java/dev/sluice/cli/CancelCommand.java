package dev.sluice.cli;

import dev.sluice.client.SluiceClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice cancel}: ends a batch, or one task of it, for good. */
@Command(
    name = "cancel",
    description = {
      "Cancels a batch: nothing more is started, running tasks are interrupted.",
      "With --task only that task; what needs it is skipped and the rest goes on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice cancel nightly-7 --reason 'wrong input' --bootstrap-server localhost:9092",
      "  sluice cancel nightly-7 --task fetch/3 --bootstrap-server localhost:9092"
    })
final class CancelCommand implements Callable<ExitCode> {

  @Mixin BatchCommandOptions batch = new BatchCommandOptions();

  @Option(names = "--task", paramLabel = "TASK", description = "Only this task of the batch.")
  @Nullable String taskId;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the results.")
  @Nullable String reason;

  private final Console console;

  CancelCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    String id = batch.batchId();
    String task = taskId == null ? null : TaskIdArgument.checked(taskId);
    try (SluiceClient client = batch.client(console)) {
      return task == null
          ? ofBatch(id).tell(client.cancel(id, reason), console)
          : ofTask(id, task).tell(client.cancelTask(id, task, reason), console);
    }
  }

  private static Verdict ofBatch(String id) {
    return new Verdict(
        "batch " + id,
        "is cancelled: nothing more is started, running tasks are interrupted",
        "is being cancelled already",
        "no scheduler knows it; the cancel is recorded, and if the batch comes all its tasks are cancelled",
        "see sluice explain " + id);
  }

  private static Verdict ofTask(String id, String task) {
    return new Verdict(
        "task " + task + " of batch " + id,
        "is cancelled",
        "is being cancelled already",
        "see sluice explain " + id);
  }
}
