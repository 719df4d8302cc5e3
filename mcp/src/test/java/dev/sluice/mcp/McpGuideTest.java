package dev.sluice.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.actions.ActionHints;
import dev.sluice.client.actions.ActionName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What docs/mcp.md says is so. */
final class McpGuideTest {

  private static final Pattern COMMAND =
      Pattern.compile("(?<=[ `])(?:\\./)?sluice mcp ([^`#\\n]+)");

  private final String guide = read();

  private static String read() {
    try {
      return Files.readString(Path.of("..", "docs", "mcp.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static CommandLine commandLine() {
    CommandLine line =
        new CommandLine(
            new McpCommand(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new PrintStream(OutputStream.nullOutputStream()),
                Map.of()));
    return line.setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Test
  void everyCommandLineIsOne() {
    Matcher command = COMMAND.matcher(guide);
    int seen = 0;
    while (command.find()) {
      var unused = commandLine().parseArgs(command.group(1).strip().split(" +"));
      seen++;
    }
    assertThat(seen).isGreaterThanOrEqualTo(3);
  }

  @Test
  void everyOptionIsInTheGuide() {
    for (String option : commandLine().getCommandSpec().optionsMap().keySet()) {
      if (!List.of("-h", "--help", "-V", "--version").contains(option)) {
        assertThat(guide).contains("`" + option);
      }
    }
  }

  @Test
  void theHintsOfEveryActionAreThoseThatClientsGet() {
    for (ActionName action : ActionName.values()) {
      ActionHints hints = action.hints();
      String row =
          guide
              .lines()
              .filter(line -> line.startsWith("| `" + action.word() + "` |"))
              .findFirst()
              .get();
      List<String> cells = List.of(row.replace(", without `--export-dir`", "").split(" \\| | \\|"));
      assertThat(cells.subList(3, 7))
          .as(row)
          .containsExactly(
              yes(hints.readOnly()),
              yes(hints.destructive()),
              yes(hints.idempotent()),
              yes(hints.openWorld()));
    }
  }

  private static String yes(boolean hint) {
    return hint ? "yes" : "no";
  }
}
