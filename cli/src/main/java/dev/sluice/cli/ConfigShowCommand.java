package dev.sluice.cli;

import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.results.export.Row;
import dev.sluice.results.export.RowWriter;
import dev.sluice.results.text.Plain;
import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.Property;
import dev.sluice.schemas.config.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice config show}: every value that holds, and who said so. */
@Command(
    name = "show",
    description = {
      "Shows every value that holds for a command with these options, secrets masked.",
      "The command line wins over the environment and --command-config, these over the profile."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice config show --origin",
      "  sluice config show --changed --profile staging -o json"
    })
final class ConfigShowCommand implements Callable<ExitCode> {

  private static final String DEFAULT = "default";

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--origin", description = "Also shows where each value was written.")
  boolean origin;

  @Option(names = "--changed", description = "Leaves out what is at its default.")
  boolean changed;

  private final Console console;

  ConfigShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    List<ConfigKey<?>> keys = ConfigTables.all();
    Settings settings = connection.settings(console.env(), keys);
    Map<String, Property> all = new TreeMap<>();
    if (!changed) {
      keys.forEach(key -> all.put(key.name(), untouched(key)));
    }
    settings.written().forEach(property -> all.put(property.name(), property));
    write(all);
    return ExitCode.OK;
  }

  private static Property untouched(ConfigKey<?> key) {
    return new Property(key.name(), key.shownDefault(), DEFAULT, Property.Source.FILE);
  }

  /** Values that a table would cut off are what people look for here, so lines do for it. */
  private void write(Map<String, Property> all) throws IOException {
    if (output.format == OutputFormat.TABLE) {
      all.values().forEach(each -> console.out().println(line(each)));
      return;
    }
    try (RowWriter rows = Output.rows(output.format, console.out())) {
      for (Property each : all.values()) {
        Row row = new Row().with("key", each.name()).with("value", each.value());
        rows.write(origin ? row.with("origin", each.origin()) : row);
      }
    }
  }

  private String line(Property each) {
    String line = each.name() + "=" + each.value();
    return Plain.text(origin ? line + "  (" + each.origin() + ")" : line);
  }
}
