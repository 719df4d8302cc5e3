package dev.sluice.cli;

import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.connection.Profile;
import dev.sluice.cli.connection.Profiles;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.schemas.config.ConfigurationException;
import dev.sluice.schemas.config.Property;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** What a profile says of options, for a command line that says nothing of them. */
final class ProfileDefaults {

  private static final String OUTPUT = "--output";
  private static final String PROFILE = "--profile";

  private ProfileDefaults() {}

  /**
   * Looks at the profiles of the user, if the parsed command knows of profiles: tells what is to be
   * known of their file, and sets the output format.
   *
   * @throws ConfigurationException if the profiles can't be used
   */
  static void apply(ParseResult parsed, Console console) throws IOException {
    CommandSpec command = parsed.commandSpec();
    if (command.findOption(PROFILE) == null) {
      return;
    }
    Profiles profiles = ConnectionOptions.profiles(console.env(), ConfigTables.all());
    profiles.warnings().forEach(console::say);
    OptionSpec output = command.findOption(OUTPUT);
    if (output != null && output.type() == OutputFormat.class && !parsed.hasMatchedOption(OUTPUT)) {
      Optional<Property> said =
          profiles
              .chosen(parsed.matchedOptionValue(PROFILE, (String) null), console.env())
              .map(Profile::output);
      if (said.isPresent()) {
        output.setValue(format(said.get()));
      }
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
