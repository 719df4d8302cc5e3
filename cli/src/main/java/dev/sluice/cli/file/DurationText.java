package dev.sluice.cli.file;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 300ms 30s 5m 2h 1d}, with decimals if wanted. */
public final class DurationText {

  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)([a-z]*)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  private DurationText() {}

  /** The duration as it is written: a whole number of the largest unit that fits. */
  public static String of(Duration duration) {
    long nanos = duration.toNanos();
    for (String unit : List.of("d", "h", "m", "s", "ms", "us")) {
      if (nanos >= NANOS.get(unit) && nanos % NANOS.get(unit) == 0) {
        return nanos / NANOS.get(unit) + unit;
      }
    }
    return nanos / NANOS.get("us") + "us";
  }

  /**
   * The duration in this text.
   *
   * @throws IllegalArgumentException "what; remedy" if it is none, or is longer than 3650 days
   */
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no duration; write it like 300ms, 30s, 5m, 2h or 1d");
    }
    Long unit = NANOS.get(matcher.group(2));
    if (matcher.group(2).isEmpty()) {
      throw new IllegalArgumentException(
          "the duration '" + text + "' has no unit; write for example " + text + "s");
    }
    if (unit == null) {
      throw new IllegalArgumentException(
          "the unit of '" + text + "' is not known; use us, ms, s, m, h or d");
    }
    BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
    if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
      throw new IllegalArgumentException(
          "the duration '" + text + "' is too long; at most " + LONGEST.toDays() + "d are allowed");
    }
    return Duration.ofNanos(nanos.longValue());
  }
}
