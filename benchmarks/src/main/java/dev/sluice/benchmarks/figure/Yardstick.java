package dev.sluice.benchmarks.figure;

import org.jspecify.annotations.Nullable;

/**
 * Compares with the raw pipeline of the same run.
 *
 * @param raw null when it was not asked for: then nothing is compared
 */
public record Yardstick(@Nullable Raw raw) {

  /** A rate as a part of the raw pipeline's. */
  public @Nullable Double rate(double perSecond) {
    return raw == null ? null : perSecond / raw.recordsPerSecond();
  }

  /** A median latency as a multiple of that of one raw record through both topics. */
  public @Nullable Double latency(double ms) {
    return raw == null ? null : ms / raw.ms().p50();
  }
}
