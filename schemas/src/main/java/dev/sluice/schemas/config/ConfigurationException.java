package dev.sluice.schemas.config;

import org.jspecify.annotations.Nullable;

/**
 * The configuration can't be used. The message is one line for the person who wrote it: the key,
 * where it came from and what to write instead.
 */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String key;
  private final String origin;

  public ConfigurationException(String key, String origin, String problem) {
    this(key, origin, problem, null);
  }

  public ConfigurationException(
      String key, String origin, String problem, @Nullable Throwable cause) {
    super(key + " (" + origin + ") " + problem, cause);
    this.key = key;
    this.origin = origin;
  }

  /** The name of the key as it was written. */
  public String key() {
    return key;
  }

  /** Where it was written: a file and line, {@code -X} or an environment variable. */
  public String origin() {
    return origin;
  }
}
