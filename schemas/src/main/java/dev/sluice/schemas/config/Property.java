package dev.sluice.schemas.config;

/**
 * One configuration value as it was found.
 *
 * @param name the key
 * @param value its text
 * @param origin where it was written, for error messages: {@code worker.properties:12}
 * @param source which kind of place that is
 */
public record Property(String name, String value, String origin, Source source) {

  /**
   * Where a value comes from. The command line wins over all others, and all others win over a
   * profile.
   */
  public enum Source {
    /** A profile of the user: what holds where nobody says otherwise. */
    PROFILE,
    /** A properties file, or a map that a program handed over. */
    FILE,
    /** An environment variable. */
    ENVIRONMENT,
    /** An option {@code -X key=value}. */
    COMMAND_LINE
  }

  /** A value of an option {@code -X key=value}. */
  public static Property option(String name, String value) {
    return new Property(name, value, "-X", Source.COMMAND_LINE);
  }

  /** The same value as part of a profile, wherever it was written. */
  public Property ofProfile() {
    return new Property(name, value, origin, Source.PROFILE);
  }

  static Property given(String name, String value) {
    return new Property(name, value, "properties", Source.FILE);
  }
}
