package dev.sluice.benchmarks.raw;

import dev.sluice.benchmarks.Scale;

/**
 * How much goes through the raw pipeline.
 *
 * @param singles records that go one at a time, for the latency
 */
public record RawSize(int warmUp, int records, int singles) {

  public static RawSize of(Scale scale) {
    return switch (scale) {
      case FULL -> new RawSize(1_000_000, 500_000, 300);
      case QUICK -> new RawSize(500_000, 500_000, 200);
      case TINY -> new RawSize(1_000, 5_000, 20);
    };
  }
}
