package dev.sluice.benchmarks.figure;

import java.util.List;

/** How long the pages of a list took, in milliseconds. */
public record PageTimes(int requests, double p50, double p95, double p99, double max) {

  public static PageTimes of(List<Double> millis) {
    Sample sample = Sample.of(millis);
    return new PageTimes(
        sample.size(),
        sample.percentile(0.5),
        sample.percentile(0.95),
        sample.percentile(0.99),
        sample.percentile(1));
  }
}
