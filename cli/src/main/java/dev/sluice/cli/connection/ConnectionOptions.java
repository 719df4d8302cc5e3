package dev.sluice.cli.connection;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.PropertiesFile;
import dev.sluice.schemas.config.Property;
import dev.sluice.schemas.config.Settings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which brokers and how, under Kafka's own names. */
public final class ConnectionOptions {

  private static final String BOOTSTRAP = "bootstrap.servers";

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "The brokers, with commas between them. Also SLUICE_BOOTSTRAP_SERVERS.")
  @Nullable String bootstrapServer;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties for the Kafka clients and Sluice. Also SLUICE_COMMAND_CONFIG.")
  @Nullable Path commandConfig;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = {
        "Takes what is not said here from this profile of ~/.config/sluice/config.properties.",
        "Also SLUICE_PROFILE."
      })
  @Nullable String profile;

  @Option(
      names = "-X",
      paramLabel = "KEY=VALUE",
      description = "One property; wins over the file and the environment. May be repeated.")
  Map<String, String> properties = new LinkedHashMap<>();

  /** Sets a property as {@code -X} does, for options that are short for one. */
  public void set(String name, String value) {
    properties.put(name, value);
  }

  /** What {@code -X} says. */
  public Map<String, String> properties() {
    return Map.copyOf(properties);
  }

  /** Whether the command line itself names brokers, be it through a profile. */
  public boolean namesBrokers() {
    return bootstrapServer != null || profile != null || properties.containsKey(BOOTSTRAP);
  }

  /**
   * The profile that holds, if any.
   *
   * @param known the keys that {@code sluice.} names may be
   * @throws dev.sluice.schemas.config.ConfigurationException if there is no such profile, or any of
   *     them can't be used
   */
  public Optional<Profile> profile(Map<String, String> env, List<ConfigKey<?>> known)
      throws IOException {
    return profiles(env, known).chosen(profile, env);
  }

  /**
   * All profiles of the user with this environment.
   *
   * @param known the keys that {@code sluice.} names may be
   * @throws dev.sluice.schemas.config.ConfigurationException if any of them can't be used
   */
  public static Profiles profiles(Map<String, String> env, List<ConfigKey<?>> known)
      throws IOException {
    return ProfilesFile.read(env, known);
  }

  /**
   * What the options, the file, the environment and the profile say together.
   *
   * @param known the keys that {@code sluice.} names may be
   * @throws dev.sluice.schemas.config.ConfigurationException if something in them can't be used
   */
  public Settings settings(Map<String, String> env, List<ConfigKey<?>> known) throws IOException {
    List<Property> given = new ArrayList<>();
    Path file = file(env);
    Optional<Profile> chosen = profile(env, known);
    if (chosen.isPresent()) {
      given.addAll(ofProfile(chosen.get(), file == null));
    }
    if (file != null) {
      given.addAll(properties(file));
    }
    if (bootstrapServer != null) {
      given.add(
          new Property(
              BOOTSTRAP, bootstrapServer, "--bootstrap-server", Property.Source.COMMAND_LINE));
    }
    properties.forEach((name, value) -> given.add(Property.option(name, value)));
    return Settings.read(given, env, known);
  }

  /** What the profile says itself wins over the file that it names. */
  private static List<Property> ofProfile(Profile profile, boolean withItsFile) throws IOException {
    List<Property> all = new ArrayList<>();
    if (withItsFile && profile.commandConfig() != null) {
      properties(profile.commandConfig()).forEach(property -> all.add(property.ofProfile()));
    }
    all.addAll(profile.properties());
    return all;
  }

  private @Nullable Path file(Map<String, String> env) {
    String fromEnvironment = env.get("SLUICE_COMMAND_CONFIG");
    return commandConfig != null || fromEnvironment == null
        ? commandConfig
        : Path.of(fromEnvironment);
  }

  private static List<Property> properties(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.isDirectory(file)) {
      throw new FileSystemException(
          file.toString(), null, "is a directory; name a file of properties in it");
    }
    return PropertiesFile.read(file);
  }
}
