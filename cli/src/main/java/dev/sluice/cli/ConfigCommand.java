package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice config}: what a command would be configured with. */
@Command(
    name = "config",
    description = "Shows the configuration and its keys.",
    subcommands = {ConfigShowCommand.class, ConfigListCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {"  sluice config show --origin --profile staging", "  sluice config list retention"})
final class ConfigCommand implements Callable<ExitCode> {

  @Spec CommandSpec spec;

  @Override
  public ExitCode call() {
    throw new ParameterException(spec.commandLine(), "say show or list");
  }
}
