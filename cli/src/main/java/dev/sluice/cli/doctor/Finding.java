package dev.sluice.cli.doctor;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param check what was looked at
 * @param text what is so, in one line
 * @param remedy what to do; null where nothing is to be done
 */
public record Finding(String check, Level level, String text, @Nullable String remedy) {

  /** How bad it is. */
  public enum Level {
    OK,
    WARN,
    FAIL,
    /** a failure: the broker or the scheduler does not answer */
    UNREACHABLE,
    /** could not be looked at, because something before failed */
    SKIPPED;

    /** The word for people and programs. */
    public String word() {
      return this == UNREACHABLE ? "fail" : name().toLowerCase(Locale.ROOT);
    }
  }

  public Finding {
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(text, "text");
    if (remedy == null && level != Level.OK && level != Level.SKIPPED) {
      throw new IllegalArgumentException("what is not ok needs a remedy: " + text);
    }
  }

  static Finding ok(String check, String text) {
    return new Finding(check, Level.OK, text, null);
  }

  static Finding warn(String check, String text, String remedy) {
    return new Finding(check, Level.WARN, text, remedy);
  }

  static Finding fail(String check, String text, String remedy) {
    return new Finding(check, Level.FAIL, text, remedy);
  }

  static Finding unreachable(String check, String text, String remedy) {
    return new Finding(check, Level.UNREACHABLE, text, remedy);
  }

  static Finding skipped(String check, String text) {
    return new Finding(check, Level.SKIPPED, text, null);
  }
}
