package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice topics}: the topics that Sluice needs. */
@Command(
    name = "topics",
    description = "Creates and checks the topics.",
    subcommands = {TopicsApplyCommand.class, TopicsVerifyCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice topics apply --bootstrap-server localhost:9092 --partitions 12",
      "  sluice topics verify --bootstrap-server localhost:9092"
    })
final class TopicsCommand implements Callable<ExitCode> {

  @Spec CommandSpec spec;

  @Override
  public ExitCode call() {
    throw new ParameterException(spec.commandLine(), "say apply or verify");
  }
}
