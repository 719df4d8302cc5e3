package dev.sluice.cli;

import dev.sluice.cli.file.BatchFile;
import dev.sluice.cli.file.FileSubmission;
import dev.sluice.client.Batch;
import dev.sluice.results.text.Counted;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice validate}: what is wrong with a batch file, without any broker. */
@Command(
    name = "validate",
    description = "Checks a batch file: its text, its graph and the limits. Needs no broker.",
    footerHeading = "%nExamples:%n",
    footer = {"  sluice validate batch.yaml", "  generate | sluice validate -"})
final class ValidateCommand implements Callable<ExitCode> {

  @Mixin BatchFileArgument argument = new BatchFileArgument();

  private final Console console;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    BatchFile file = argument.read(console);
    Batch batch = FileSubmission.batchOf(file, null);
    int needs = batch.tasks().stream().mapToInt(task -> task.needs().size()).sum();
    console.say(
        "%s: ok, %s with %s and %s"
            .formatted(
                file.source(),
                file.format().name().toLowerCase(Locale.ROOT),
                Counted.of(batch.tasks().size(), "task"),
                Counted.of(needs, "need")));
    return ExitCode.OK;
  }
}
