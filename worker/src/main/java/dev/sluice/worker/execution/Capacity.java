package dev.sluice.worker.execution;

import dev.sluice.worker.gate.AdaptiveBounds;

/**
 * How many attempts run at a time, of all types together: a fixed number, or as many as the limits
 * of the types that have something to do make together.
 */
public record Capacity(int min, int initial, int max) {

  public Capacity {
    if (min < 1 || initial < min || max < initial) {
      throw new IllegalArgumentException(
          "needs 1 <= min <= initial <= max, was " + min + ", " + initial + ", " + max);
    }
  }

  public static Capacity fixed(int slots) {
    return new Capacity(slots, slots, slots);
  }

  public static Capacity adaptive(AdaptiveBounds bounds) {
    return new Capacity(bounds.min(), bounds.initial(), bounds.max());
  }

  boolean fixed() {
    return min == max;
  }

  int of(long wanted) {
    return (int) Math.clamp(wanted, min, max);
  }
}
