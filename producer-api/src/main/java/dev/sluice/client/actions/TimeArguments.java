package dev.sluice.client.actions;

import dev.sluice.client.actions.ActionProblem.Code;
import dev.sluice.schemas.config.ConfigType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads durations, which are texts with a unit as everywhere in Sluice. */
final class TimeArguments {

  private static final int LONGEST_TEXT = 50;

  private TimeArguments() {}

  /** From 1 ms to the longest; null where it is absent or none. */
  static @Nullable Duration duration(Arguments arguments, String field, Duration longest) {
    return duration(arguments, field, Duration.ofMillis(1), longest);
  }

  /** Like the other one, and also with another shortest one. */
  static @Nullable Duration duration(
      Arguments arguments, String field, Duration shortest, Duration longest) {
    String text = arguments.text(field, LONGEST_TEXT);
    if (text == null) {
      return null;
    }
    ConfigType<Duration> type = ConfigType.duration(shortest, longest);
    try {
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      arguments
          .problems()
          .add(
              Code.INVALID_VALUE,
              arguments.place(field),
              "'" + Foreign.text(text) + "' is none that is allowed",
              "write a " + type.description());
      return null;
    }
  }
}
