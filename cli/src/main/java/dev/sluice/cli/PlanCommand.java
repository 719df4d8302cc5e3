package dev.sluice.cli;

import dev.sluice.cli.file.BatchFile;
import dev.sluice.cli.file.FileSubmission;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.cli.output.Plan;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice plan}: how a batch would run, without any broker. */
@Command(
    name = "plan",
    description = {
      "Shows the layers, the critical path and the estimated duration of a batch.",
      "Only 'simulate' tasks say how long they take; all others count as 0."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice plan batch.yaml",
      "  sluice plan workflow.json --time-scale 0.1 --slots 32 -o json"
    })
final class PlanCommand implements Callable<ExitCode> {

  @Mixin BatchFileArgument argument = new BatchFileArgument();
  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = "--slots",
      paramLabel = "N",
      description =
          "Estimates the duration with so many slots of all workers together."
              + " Default: as many as the batch can use.")
  @Nullable Integer slots;

  private final Console console;

  PlanCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    BatchFile file = argument.read(console);
    if (slots != null && slots < 1) {
      throw new CommandException(ExitCode.USAGE, "--slots is " + slots + "; give 1 or more");
    }
    Plan plan = Plan.of(FileSubmission.batchOf(file, null), slots);
    if (output.format == OutputFormat.TABLE) {
      plan.print(console.out());
    } else {
      Output.one(output.format, console.out(), plan.row());
    }
    return ExitCode.OK;
  }
}
