package dev.sluice.benchmarks.figure;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.DoubleStream;

/** Measured values of one kind, at least one; sorted. */
public final class Sample {

  private final double[] sorted;

  private Sample(double[] sorted) {
    if (sorted.length == 0) {
      throw new IllegalArgumentException("a sample must have at least one value");
    }
    this.sorted = sorted;
  }

  public static Sample of(double... values) {
    return new Sample(DoubleStream.of(values).sorted().toArray());
  }

  public static Sample of(Collection<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The middle value; between the two middle ones where their number is even. */
  public double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * The smallest value that is not exceeded by this part of the values (nearest rank).
   *
   * @param part more than 0, at most 1
   */
  public double percentile(double part) {
    if (!(part > 0 && part <= 1)) {
      throw new IllegalArgumentException("part must be more than 0 and at most 1, was " + part);
    }
    return sorted[(int) Math.ceil(part * sorted.length) - 1];
  }

  /** Median and 99th percentile. */
  public Quantiles quantiles() {
    return new Quantiles(median(), percentile(0.99));
  }

  public int size() {
    return sorted.length;
  }

  @Override
  public String toString() {
    return Arrays.toString(sorted);
  }
}
