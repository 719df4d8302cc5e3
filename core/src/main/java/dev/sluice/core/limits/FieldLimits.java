package dev.sluice.core.limits;

import java.time.Duration;

/**
 * How long texts may be and what times can be meant, in tasks and batches. Nobody has to change
 * these, so they are no configuration.
 */
public final class FieldLimits {

  /** Names of tasks and batches, cache keys. */
  public static final int NAME_CHARS = 1000;

  /** Groups and content types. */
  public static final int WORD_CHARS = 200;

  /** Labels of a batch. */
  public static final int LABELS = 64;

  public static final int LABEL_KEY_CHARS = 100;
  public static final int LABEL_VALUE_CHARS = 1000;

  /** The time limit of one attempt, and the delay before a retry. */
  public static final Duration LONGEST_ATTEMPT = Duration.ofDays(30);

  /** How long a batch may take, or wait for what is missing. */
  public static final Duration LONGEST_BATCH = Duration.ofDays(365);

  private static final long YEAR_2000 = 946_684_800_000_000L;
  private static final long YEAR_2100 = 4_102_444_800_000_000L;

  private FieldLimits() {}

  /**
   * Whether this can be a time in microseconds since the epoch, or zero for none. Seconds,
   * milliseconds or nanoseconds in its place give years far outside the window.
   */
  public static boolean plausibleTime(long micros) {
    return micros == 0 || (micros >= YEAR_2000 && micros < YEAR_2100);
  }
}
