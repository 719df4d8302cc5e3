package dev.sluice.client.internal;

import java.time.Instant;

/**
 * Whether a number can be a time in microseconds. Seconds, milliseconds or nanoseconds in its place
 * give years far outside the window.
 */
final class Plausible {

  static final String REMEDY =
      "must be between the years 2000 and 2100; check the unit, the records have microseconds";

  private static final long EARLIEST = Times.micros(Instant.parse("2000-01-01T00:00:00Z"));
  private static final long LATEST = Times.micros(Instant.parse("2100-01-01T00:00:00Z"));

  private Plausible() {}

  /** Whether this is a time, or zero for none. */
  static boolean time(long micros) {
    return micros == 0 || (micros >= EARLIEST && micros < LATEST);
  }
}
