package dev.sluice.core.limits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long texts may be and what times can be meant, in tasks and batches. Nobody has to change
 * these, so they are no configuration.
 */
public final class FieldLimits {

  /** Names of tasks and batches. */
  public static final int NAME_CHARS = 1000;

  /** Keys of the results cache. */
  public static final int CACHE_KEY_CHARS = 1000;

  /**
   * How long an output may stand for others. The topic of the cache keeps its records a day longer,
   * so that none is gone before its time.
   */
  public static final Duration LONGEST_CACHED = Duration.ofDays(30);

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

  /** What is wrong with a key of the results cache; null: nothing. */
  public static @Nullable String flawOfCacheKey(String key) {
    if (key.isEmpty()) {
      return "is empty";
    }
    if (key.length() > CACHE_KEY_CHARS) {
      return "has " + key.length() + " characters, the limit is " + CACHE_KEY_CHARS;
    }
    return key.chars().anyMatch(Character::isISOControl) ? "has a control character in it" : null;
  }

  /**
   * Whether this can be a time in microseconds since the epoch, or zero for none. Seconds,
   * milliseconds or nanoseconds in its place give years far outside the window.
   */
  public static boolean plausibleTime(long micros) {
    return micros == 0 || (micros >= YEAR_2000 && micros < YEAR_2100);
  }
}
