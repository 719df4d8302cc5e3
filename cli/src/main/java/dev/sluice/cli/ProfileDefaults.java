package dev.sluice.cli;

import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.connection.Profile;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.schemas.config.ConfigurationException;
import dev.sluice.schemas.config.Property;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** What a profile says of options, for a command line that says nothing of them. */
final class ProfileDefaults {

  private static final String OUTPUT = "--output";

  private ProfileDefaults() {}

  /**
   * Sets the output format of the parsed command, if it has one and knows of profiles.
   *
   * @throws ConfigurationException if the profile can't be used
   */
  static void apply(ParseResult parsed, Map<String, String> env) throws IOException {
    CommandSpec command = parsed.commandSpec();
    OptionSpec output = command.findOption(OUTPUT);
    if (output == null
        || output.type() != OutputFormat.class
        || command.findOption("--profile") == null
        || parsed.hasMatchedOption(OUTPUT)) {
      return;
    }
    String chosen = parsed.matchedOptionValue("--profile", (String) null);
    Optional<Property> said =
        ConnectionOptions.profile(chosen, env, ConfigTables.all()).map(Profile::output);
    if (said.isPresent()) {
      output.setValue(format(said.get()));
    }
  }

  private static OutputFormat format(Property said) {
    try {
      return new WordOf<>(OutputFormat.class).convert(said.value());
    } catch (TypeConversionException e) {
      throw new ConfigurationException(
          said.name(), said.origin(), String.valueOf(e.getMessage()), e);
    }
  }
}
