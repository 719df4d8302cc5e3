package dev.sluice.client;

import dev.sluice.client.internal.CoreFigures;
import java.time.Duration;
import java.util.Objects;

/**
 * How durations are spread, within 1%.
 *
 * @param count how many there are; all others are zero where there are none
 * @param p50 half of them are no longer
 * @param max the longest, exact
 * @param histogram the whole distribution, for other percentiles and for {@link Summaries#merge}
 */
public record DurationQuantiles(
    long count,
    Duration p50,
    Duration p95,
    Duration p99,
    Duration max,
    DurationHistogram histogram) {

  /** No durations at all. */
  public static final DurationQuantiles NONE =
      new DurationQuantiles(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public DurationQuantiles {
    Objects.requireNonNull(histogram, "histogram");
  }

  /** Quantiles without the distribution behind them. */
  public DurationQuantiles(long count, Duration p50, Duration p95, Duration p99, Duration max) {
    this(count, p50, p95, p99, max, DurationHistogram.NONE);
  }

  /**
   * The duration that this percentage of all did not exceed.
   *
   * @param percentage 0 to 100, e.g. 99.9
   * @return zero where there are none, or only the quantiles above are known
   * @throws IllegalArgumentException if the percentage is out of range
   */
  public Duration percentile(double percentage) {
    return CoreFigures.percentile(this, percentage);
  }
}
