package dev.sluice.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Every command with its options, as a page of the documentation. */
final class CommandReference {

  private static final String INTRODUCTION =
      """
      # Commands and options

      This page is made from the commands themselves; the build fails when they differ. How they are used is in
      [cli.md](cli.md).

      """;

  private CommandReference() {}

  static String page(CommandLine sluice) {
    var page = new StringBuilder(INTRODUCTION);
    page.append(
        "Every command also takes `-v`, `--verbose` (logs more), `--debug` (logs more, and");
    page.append(" shows stack traces), `-h`, `--help` and `-V`, `--version`.\n");
    commands(sluice).skip(1).forEach(command -> section(page, command.getCommandSpec()));
    return page.toString();
  }

  /** A command and all below it, in the order of the help. */
  static Stream<CommandLine> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().distinct().flatMap(CommandReference::commands));
  }

  /** The options that are the command's own, not those of every command. */
  static List<OptionSpec> options(CommandSpec command) {
    return command.options().stream()
        .filter(each -> !each.inherited())
        .filter(each -> !isHelp(each) && !each.hidden())
        .toList();
  }

  private static boolean isHelp(OptionSpec option) {
    return option.usageHelp() || option.versionHelp();
  }

  private static void section(StringBuilder page, CommandSpec command) {
    page.append("\n## ").append(command.qualifiedName()).append("\n\n");
    page.append(String.join(" ", command.usageMessage().description())).append("\n");
    if (!command.subcommands().isEmpty()) {
      return;
    }
    page.append("\n| argument | meaning |\n|---|---|\n");
    for (PositionalParamSpec each : command.positionalParameters()) {
      row(page, "`" + each.paramLabel() + "`", each);
    }
    for (OptionSpec each : options(command)) {
      String value = each.arity().max() == 0 ? "" : " " + each.paramLabel();
      row(page, "`" + String.join("`, `", each.names()) + value + "`", each);
    }
    page.append("\nExit codes: ");
    page.append(
        String.join(
            ", ",
            command.usageMessage().exitCodeList().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .toList()));
    page.append(".\n");
  }

  private static void row(StringBuilder page, String name, ArgSpec argument) {
    String meaning = String.join(" ", argument.description());
    String usual = argument.initialValue() == null ? "" : String.valueOf(argument.initialValue());
    page.append("| ").append(name.replace("|", "\\|")).append(" | ");
    page.append(meaning.replace("${DEFAULT-VALUE}", usual).replace("|", "\\|")).append(" |\n");
  }
}
