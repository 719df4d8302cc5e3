package dev.sluice.cli.connection;

import dev.sluice.schemas.config.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The profiles of a user.
 *
 * @param file where they are written
 * @param usual the name of the one that holds where none is chosen, and where it is written
 * @param byName all of them
 * @param warnings what the user should know about the file
 */
public record Profiles(
    @Nullable Path file,
    Optional<Choice> usual,
    Map<String, Profile> byName,
    List<String> warnings) {

  /**
   * A profile that somebody wants.
   *
   * @param name the profile's; the empty one stands for none
   * @param origin who says so: an option, a variable or a line of the file
   */
  public record Choice(String name, String origin) {}

  private static final String VARIABLE = "SLUICE_PROFILE";

  /** Those of a user who has no file for them. */
  public static final Profiles NONE = new Profiles(null, Optional.empty(), Map.of(), List.of());

  public Profiles {
    byName = new TreeMap<>(byName);
    warnings = List.copyOf(warnings);
  }

  /**
   * The profile that holds: of the option, else of the environment, else the usual one.
   *
   * @param option what {@code --profile} says
   * @throws ConfigurationException if there is no such profile
   */
  public Optional<Profile> chosen(@Nullable String option, Map<String, String> env) {
    return choice(option, env).filter(choice -> !choice.name().isEmpty()).map(this::profile);
  }

  private Optional<Choice> choice(@Nullable String option, Map<String, String> env) {
    if (option != null) {
      return Optional.of(new Choice(option, "--profile"));
    }
    String variable = env.get(VARIABLE);
    return variable == null ? usual : Optional.of(new Choice(variable, VARIABLE));
  }

  private Profile profile(Choice choice) {
    Profile found = byName.get(choice.name());
    if (found != null) {
      return found;
    }
    throw new ConfigurationException(
        "profile " + choice.name(),
        choice.origin(),
        file == null
            ? "is not there, because there is no file of profiles; write "
                + ProfilesFile.keyOf(choice.name(), "bootstrap.servers")
                + "=HOST:PORT into ~/.config/sluice/config.properties"
            : "is not in " + file + NearestOf.names(choice.name(), byName.keySet()));
  }
}
