package dev.sluice.schemas.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One line of a table of configuration keys: all that code, error messages and the reference page
 * know about a key.
 *
 * @param name the full name, for example {@code sluice.worker.concurrency}
 * @param type how the text is read
 * @param defaultValue what holds where nothing is said; {@link ConfigType#optional} for none
 * @param unit what the value counts, or the empty string where the value says it itself
 * @param doc one or two sentences: the effect, and what it plays together with
 */
public record ConfigKey<T>(
    String name, ConfigType<T> type, T defaultValue, String unit, String doc) {

  /** What the name of every key of Sluice begins with. */
  public static final String PREFIX = "sluice.";

  private static final Pattern NAME = Pattern.compile("sluice(\\.[a-z0-9]+(-[a-z0-9]+)*)+");

  public ConfigKey {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a key name (sluice.lower-case.words): " + name);
    }
    if (doc.isBlank()) {
      throw new IllegalArgumentException(name + " needs a doc");
    }
    // A default outside its own type's range would show only on the day somebody writes it down.
    T unused = type.parse(type.show(defaultValue));
    if (!unused.equals(defaultValue)) {
      throw new IllegalArgumentException(name + " has a default that does not survive its type");
    }
  }

  /** The environment variable that sets this key: {@code SLUICE_WORKER_CONCURRENCY}. */
  public String variable() {
    return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The default as one would write it. */
  public String shownDefault() {
    return type.show(defaultValue);
  }
}
