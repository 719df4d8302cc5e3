package dev.sluice.client.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Public times become the numbers of the records; what does not fit saturates, never wraps. */
public final class Times {

  private Times() {}

  /** Microseconds since the epoch; never zero, which means that there is no time. */
  public static long micros(Instant instant) {
    try {
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
      return micros == 0 ? 1 : micros;
    } catch (ArithmeticException e) {
      return instant.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** For people: a whole number of the largest unit that fits, like {@code 4s}. */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    for (Unit unit : Unit.values()) {
      if (millis >= unit.millis && millis % unit.millis == 0) {
        return millis / unit.millis + unit.name().toLowerCase(Locale.ROOT);
      }
    }
    return millis + "ms";
  }

  private enum Unit {
    D(86_400_000),
    H(3_600_000),
    M(60_000),
    S(1000);

    private final long millis;

    Unit(long millis) {
      this.millis = millis;
    }
  }

  /** Milliseconds, rounded up, because zero means something else. */
  public static long millis(Duration duration) {
    try {
      return duration.isNegative()
          ? Math.min(-1, duration.toMillis())
          : duration.plusNanos(999_999).toMillis();
    } catch (ArithmeticException e) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
