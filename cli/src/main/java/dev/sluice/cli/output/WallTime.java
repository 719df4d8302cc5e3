package dev.sluice.cli.output;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times for people: UTC, to the millisecond. */
final class WallTime {

  private WallTime() {}

  /** Of microseconds since the epoch; null for 0, which stands for never. */
  static @Nullable String text(long micros) {
    return micros == 0
        ? null
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
