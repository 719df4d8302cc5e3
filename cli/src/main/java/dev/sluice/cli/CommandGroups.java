package dev.sluice.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands in {@code sluice --help}, by what one wants to do. */
final class CommandGroups {

  private static final Map<String, List<String>> GROUPS = groups();
  private static final int COLUMN = 13;

  private CommandGroups() {}

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("On this machine alone", List.of("run", "dev", "validate", "plan"));
    groups.put(
        "Batches",
        List.of(
            "submit", "list", "status", "watch", "explain", "start", "stop", "cancel", "retry",
            "clear"));
    groups.put("Results", List.of("results", "export", "report", "compare", "verify"));
    groups.put(
        "A deployment", List.of("topics", "scheduler", "worker", "workers", "doctor", "token"));
    groups.put("This command", List.of("config", "completion"));
    return groups;
  }

  /** Shows the commands of a line in groups. */
  static void show(CommandLine line) {
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroups::text);
  }

  private static String text(Help help) {
    Map<String, Help> commands = new LinkedHashMap<>(help.subcommands());
    List<String> lines = new ArrayList<>();
    GROUPS.forEach((title, names) -> {
      lines.add("");
      lines.add(title + ":");
      for (String name : names) {
        Help command = commands.get(name);
        if (command != null) {
          lines.add(line(name, command.commandSpec().usageMessage().description()[0]));
        }
      }
    });
    lines.add("");
    lines.add("Beside this command:");
    lines.add(line("mcp", "Serves batches to MCP clients over stdin and stdout."));
    lines.add(line("bench", "Measures Sluice and plain Kafka on this machine."));
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  private static String line(String name, String description) {
    return "  " + name + " ".repeat(Math.max(1, COLUMN - name.length())) + description;
  }

  /** All commands that are in a group. */
  static List<String> names() {
    return GROUPS.values().stream().flatMap(List::stream).toList();
  }
}
