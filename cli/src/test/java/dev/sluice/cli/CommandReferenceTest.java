package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Each command explains itself, and the documentation has all of them. */
class CommandReferenceTest {

  private static final Path PAGE = Path.of("..", "docs", "commands.md");
  private static final String REWRITE =
      "rewrite it with: mvn -pl cli -am test -Dtest=CommandReferenceTest"
          + " -Dsluice.docs.write=true -Dsurefire.failIfNoSpecifiedTests=false";

  private final CommandLine sluice = Sluice.commandLine(TestConsole.silent());

  @Test
  void thePageSaysWhatTheCommandsSay() throws IOException {
    String page = CommandReference.page(sluice);
    if (Boolean.getBoolean("sluice.docs.write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).as(REWRITE).exists();
    assertThat(Files.readString(PAGE)).as(REWRITE).isEqualTo(page);
  }

  @Test
  void everyCommandIsInTheTableOfTheGuide() throws IOException {
    String guide = Files.readString(PAGE.resolveSibling("cli.md"));

    assertThat(sluice.getSubcommands().values().stream().map(CommandLine::getCommandName))
        .allSatisfy(
            name -> assertThat(guide).containsPattern("\\| (`[a-z ]+`, )?`" + name + "\\b"));
  }

  @Test
  void everyCommandIsOneWholeSentenceInTheListOfCommands() {
    assertThat(CommandGroups.names())
        .containsExactlyInAnyOrderElementsOf(
            sluice.getSubcommands().values().stream()
                .map(CommandLine::getCommandName)
                .distinct()
                .toList());
    assertThat(sluice.getUsageMessage().lines().filter(line -> line.matches("  [a-z]+ +[A-Z].*")))
        .hasSizeGreaterThan(25)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(95).endsWith("."));
  }

  @Test
  void everyCommandHasADescriptionAnExampleAndItsExitCodes() {
    assertThat(CommandReference.commands(sluice).skip(1))
        .hasSizeGreaterThan(15)
        .allSatisfy(command -> {
          CommandSpec spec = command.getCommandSpec();
          assertThat(command.getUsageMessage())
              .as(spec.qualifiedName())
              .contains("Example", "sluice " + spec.qualifiedName().substring("sluice ".length()))
              .containsPattern("Exit codes:\\R +0 +ok");
          assertThat(spec.usageMessage().description()).as(spec.qualifiedName()).isNotEmpty();
          assertThat(CommandReference.options(spec))
              .allSatisfy(
                  option -> assertThat(option.description()).as(option.longestName()).isNotEmpty());
        });
  }

  @Test
  void theExitCodesOfACommandAreThoseThatItCanHave() {
    Map<String, CommandLine> commands = sluice.getSubcommands();

    assertThat(CommandExits.of(commands.get("watch").getCommandSpec()))
        .containsOnlyKeys("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "130");
    assertThat(CommandExits.of(commands.get("validate").getCommandSpec()))
        .containsOnlyKeys("0", "1", "2", "3", "4", "7", "130");
    assertThat(CommandExits.of(commands.get("workers").getCommandSpec()))
        .containsOnlyKeys("0", "1", "2", "4", "8", "130");
  }
}
