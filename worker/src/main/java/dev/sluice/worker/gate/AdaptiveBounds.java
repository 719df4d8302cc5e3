package dev.sluice.worker.gate;

/**
 * Between which numbers a limit is found out.
 *
 * @param initial where it begins, within the two
 */
public record AdaptiveBounds(int min, int initial, int max) {

  public AdaptiveBounds {
    if (min < 1 || max < min || initial < min || initial > max) {
      throw new IllegalArgumentException(
          "needs 1 <= min <= initial <= max, was " + min + ", " + initial + ", " + max);
    }
  }

  /** With the start brought between the two. */
  public static AdaptiveBounds of(int min, int initial, int max) {
    return new AdaptiveBounds(min, Math.clamp(initial, min, Math.max(min, max)), max);
  }
}
