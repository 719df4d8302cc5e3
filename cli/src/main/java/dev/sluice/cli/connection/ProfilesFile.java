package dev.sluice.cli.connection;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.ConfigurationException;
import dev.sluice.schemas.config.PropertiesFile;
import dev.sluice.schemas.config.Property;
import dev.sluice.schemas.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file of a user's profiles: lines {@code profile.NAME.KEY = value}, and {@code profile = NAME}
 * for the usual one. Every key is checked in every profile, chosen or not: a slip is found when it
 * is made.
 */
final class ProfilesFile {

  static final String COMMAND_CONFIG = "command-config";
  static final String OUTPUT = "output";

  private static final String USUAL = "profile";
  private static final Pattern LINE = Pattern.compile("profile\\.([A-Za-z0-9_-]+)\\.(.+)");

  private final Path file;
  private final KnownNames known;
  private final Map<String, List<Property>> properties = new TreeMap<>();
  private final Map<String, Path> commandConfigs = new TreeMap<>();
  private final Map<String, Property> outputs = new TreeMap<>();
  private Profiles.@Nullable Choice usual;

  private ProfilesFile(Path file, KnownNames known) {
    this.file = file;
    this.known = known;
  }

  /** How a key of a profile is written. */
  static String keyOf(String profile, String key) {
    return "profile." + profile + "." + key;
  }

  /**
   * The profiles of the user with this environment; none if there is no file.
   *
   * @param sluice the keys that names of Sluice may be
   * @throws ConfigurationException if a line can't be used
   */
  static Profiles read(Map<String, String> env, List<ConfigKey<?>> sluice) throws IOException {
    Optional<Path> found = UserFiles.profiles(env);
    return found.isEmpty()
        ? Profiles.NONE
        : new ProfilesFile(found.get(), new KnownNames(sluice)).read();
  }

  private Profiles read() throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    List<Property> lines = PropertiesFile.read(file);
    lines.forEach(this::take);
    Map<String, Profile> byName = new TreeMap<>();
    properties.forEach((name, each) ->
        byName.put(name, new Profile(name, each, commandConfigs.get(name), outputs.get(name))));
    return new Profiles(file, Optional.ofNullable(usual), byName, warnings(lines));
  }

  private void take(Property line) {
    if (line.name().equals(USUAL)) {
      usual = new Profiles.Choice(line.value(), line.origin());
      return;
    }
    Matcher parts = LINE.matcher(line.name());
    if (!parts.matches()) {
      throw new ConfigurationException(
          line.name(),
          line.origin(),
          "is no key of this file; write profile.NAME.KEY, or profile for the usual one");
    }
    take(parts.group(1), new Property(parts.group(2), line.value(), line.origin(), line.source()));
  }

  private void take(String profile, Property property) {
    List<Property> its = properties.computeIfAbsent(profile, first -> new ArrayList<>());
    switch (property.name()) {
      case COMMAND_CONFIG ->
          commandConfigs.put(profile, file.resolveSibling(property.value()).normalize());
      case OUTPUT -> outputs.put(profile, property);
      default -> {
        known.check(profile, property);
        its.add(property);
      }
    }
  }

  private List<String> warnings(List<Property> lines) {
    boolean secret =
        lines.stream().anyMatch(line -> Settings.holdsSecret(line.name(), line.value()));
    return secret && Readers.othersMayRead(file)
        ? List.of(file + ": holds a password, and others may read it; chmod 600 " + file)
        : List.of();
  }
}
