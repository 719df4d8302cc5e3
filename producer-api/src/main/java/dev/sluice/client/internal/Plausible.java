package dev.sluice.client.internal;

import dev.sluice.core.limits.FieldLimits;

/**
 * Whether a number can be a time in microseconds. Seconds, milliseconds or nanoseconds in its place
 * give years far outside the window.
 */
final class Plausible {

  static final String REMEDY =
      "must be between the years 2000 and 2100; check the unit, the records have microseconds";

  private Plausible() {}

  /** Whether this is a time, or zero for none. */
  static boolean time(long micros) {
    return FieldLimits.plausibleTime(micros);
  }
}
