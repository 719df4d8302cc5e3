package dev.sluice.cli;

import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.results.export.Row;
import dev.sluice.results.export.RowWriter;
import dev.sluice.schemas.config.ConfigKey;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice config list}: the keys that there are. */
@Command(
    name = "list",
    description = "Lists Sluice's configuration keys, with their values, defaults and effects.",
    footerHeading = "%nExamples:%n",
    footer = {"  sluice config list", "  sluice config list heartbeat -o json"})
final class ConfigListCommand implements Callable<ExitCode> {

  @Parameters(
      arity = "0..1",
      paramLabel = "TEXT",
      description = "Only keys with this in their name or effect.")
  @Nullable String text;

  @Option(
      names = {"-l", "--long"},
      description = "In a table: also the effects.")
  boolean effects;

  @Mixin OutputOption output = new OutputOption();

  private final Console console;

  ConfigListCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws IOException {
    List<ConfigKey<?>> keys = ConfigTables.all().stream().filter(this::wanted).toList();
    if (keys.isEmpty()) {
      throw new CommandException(
          ExitCode.NOT_FOUND, "no key speaks of '" + text + "'; see sluice config list");
    }
    if (output.format == OutputFormat.TABLE && effects) {
      keys.forEach(key -> {
        console.out().println(key.name() + " = " + key.shownDefault());
        console.out().println("    " + values(key) + ". " + key.doc());
      });
      return ExitCode.OK;
    }
    try (RowWriter rows = Output.rows(output.format, console.out())) {
      for (ConfigKey<?> key : keys) {
        rows.write(row(key));
      }
    }
    return ExitCode.OK;
  }

  private boolean wanted(ConfigKey<?> key) {
    if (text == null) {
      return true;
    }
    String part = text.toLowerCase(Locale.ROOT);
    return key.name().contains(part) || key.doc().toLowerCase(Locale.ROOT).contains(part);
  }

  private Row row(ConfigKey<?> key) {
    Row row =
        new Row()
            .with("key", key.name())
            .with("default", key.shownDefault())
            .with("value", values(key));
    return output.format == OutputFormat.TABLE
        ? row
        : row.with("effect", key.doc()).with("variable", key.variable());
  }

  private static String values(ConfigKey<?> key) {
    return key.type().description() + (key.unit().isEmpty() ? "" : " (" + key.unit() + ")");
  }
}
