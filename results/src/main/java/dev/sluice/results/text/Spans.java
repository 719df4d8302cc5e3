package dev.sluice.results.text;

import dev.sluice.client.DurationQuantiles;
import java.time.Duration;
import java.util.Locale;

/** Durations for people: three digits that matter. */
public final class Spans {

  private static final double MICROS = 1e3;
  private static final double MILLIS = 1e6;
  private static final double SECONDS = 1e9;

  /** From here on three digits of the smaller unit would be four. */
  private static final double ALMOST = 0.9995;

  private static final int MINUTE = 60;
  private static final int HOUR = 3600;

  private Spans() {}

  public static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds >= HOUR) {
      return "%dh %02dm".formatted(seconds / HOUR, seconds % HOUR / MINUTE);
    }
    if (seconds >= 2 * MINUTE) {
      return "%dm %02ds".formatted(seconds / MINUTE, seconds % MINUTE);
    }
    double nanos = duration.toNanos();
    if (nanos >= ALMOST * SECONDS) {
      return digits(nanos / SECONDS) + " s";
    }
    return nanos >= ALMOST * MILLIS || nanos == 0
        ? digits(nanos / MILLIS) + " ms"
        : digits(nanos / MICROS) + " us";
  }

  /** Like {@link #text(Duration)}; a dash where nothing was measured. */
  public static String text(DurationQuantiles all, Duration one) {
    return all.count() == 0 ? "-" : text(one);
  }

  private static String digits(double value) {
    String form = value == 0 || value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }
}
