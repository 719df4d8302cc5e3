package dev.sluice.client.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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
