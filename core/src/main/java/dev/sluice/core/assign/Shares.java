package dev.sluice.core.assign;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Divides a number of like things in proportion. */
public final class Shares {

  private Shares() {}

  /**
   * How many each gets: together all, and each its exact part rounded up or down (the method of the
   * largest remainders; of equal ones the first go first).
   *
   * @param total things, at least 0
   * @param weights none negative, not all of them 0
   */
  public static int[] of(int total, int[] weights) {
    long sum = 0;
    for (int weight : weights) {
      if (weight < 0) {
        throw new IllegalArgumentException("weights must not be negative, was " + weight);
      }
      sum += weight;
    }
    if (sum == 0) {
      throw new IllegalArgumentException("at least one weight must be above 0");
    }
    long all = sum;
    int[] shares = new int[weights.length];
    int left = total;
    for (int i = 0; i < weights.length; i++) {
      shares[i] = (int) ((long) total * weights[i] / all);
      left -= shares[i];
    }
    IntStream.range(0, weights.length)
        .boxed()
        .sorted(Comparator.comparingLong((Integer i) -> -((long) total * weights[i] % all)))
        .limit(left)
        .forEach(i -> shares[i]++);
    return shares;
  }
}
