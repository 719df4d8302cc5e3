package dev.sluice.schemas.config;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration as a number and its unit. A number alone is refused: nobody can tell s from ms. */
record DurationText(Duration min, Duration max) implements ConfigType<Duration> {

  /** Longer ones overflow when somebody adds them to the time of day in microseconds. */
  static final Duration LONGEST = Duration.ofDays(36_500);

  private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");

  private record Unit(String suffix, long millis) {}

  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", 86_400_000),
          new Unit("h", 3_600_000),
          new Unit("m", 60_000),
          new Unit("s", 1000),
          new Unit("ms", 1));

  @Override
  public String description() {
    boolean anyLength = min.isZero() && max.equals(LONGEST);
    return "duration such as 300ms, 30s, 5m, 2h, 7d"
        + (anyLength ? "" : ", " + show(min) + " to " + show(max));
  }

  @Override
  public Duration parse(String text) {
    String stripped = text.strip();
    if (stripped.equals("0")) {
      return inRange(Duration.ZERO);
    }
    Matcher form = FORM.matcher(stripped);
    if (!form.matches()) {
      throw new IllegalArgumentException("must be a " + description());
    }
    long millis =
        UNITS.stream().filter(u -> u.suffix.equals(form.group(2))).findFirst().get().millis;
    try {
      return inRange(Duration.ofMillis(Math.multiplyExact(Long.parseLong(form.group(1)), millis)));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("must be a " + description(), e);
    }
  }

  private Duration inRange(Duration duration) {
    if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
      throw new IllegalArgumentException("must be a " + description());
    }
    return duration;
  }

  @Override
  public String show(Duration value) {
    long millis = value.toMillis();
    for (Unit unit : UNITS) {
      if (millis != 0 && millis % unit.millis == 0) {
        return millis / unit.millis + unit.suffix;
      }
    }
    return "0s";
  }
}
