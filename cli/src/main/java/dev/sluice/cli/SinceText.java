package dev.sluice.cli;

import dev.sluice.cli.file.DurationText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** A time in the past as people say it: a duration up to now, or the time itself. */
final class SinceText {

  private SinceText() {}

  /**
   * Reads a time.
   *
   * @param option whose value it is, for the message
   */
  static Instant parse(String option, String text, Instant now) {
    try {
      return text.contains("T") ? Instant.parse(text) : now.minus(DurationText.parse(text));
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      String line =
          option + " is '" + text + "'; write 90m, 24h or a time such as 2026-05-01T08:00:00Z";
      throw new CommandException(ExitCode.USAGE, List.of(line), e);
    }
  }
}
