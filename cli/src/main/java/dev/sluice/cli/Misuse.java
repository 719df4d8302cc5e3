package dev.sluice.cli;

import dev.sluice.schemas.config.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells in one line what is wrong with a command line, and what was probably meant. */
final class Misuse {

  private final Console console;

  Misuse(Console console) {
    this.console = console;
  }

  ExitCode tell(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      console.say(unmatched(command, unmatched.getUnmatched().getFirst()));
    } else {
      String message = String.valueOf(failure.getMessage());
      console.say(withoutFullStop(message) + "; see " + name + " --help");
    }
    return ExitCode.USAGE;
  }

  private static String unmatched(CommandLine command, String argument) {
    boolean option = argument.startsWith("-");
    Set<String> commands = command.getSubcommands().keySet();
    String kind = option ? "option" : commands.isEmpty() ? "argument" : "command";
    String nearest =
        NearestName.near(
                option ? argument.replaceFirst("=.*", "") : argument,
                option ? options(command) : commands)
            .orElse(null);
    return "unknown %s '%s'; %s"
        .formatted(kind, argument, remedy(nearest, command.getCommandSpec().qualifiedName()));
  }

  private static String remedy(@Nullable String nearest, String command) {
    return nearest == null
        ? "see " + command + " --help"
        : "did you mean '" + nearest + "'? See " + command + " --help";
  }

  private static Collection<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> List.of(option.names()).stream())
        .collect(Collectors.toSet());
  }

  private static String withoutFullStop(String message) {
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
