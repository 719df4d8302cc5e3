package dev.sluice.results.report;

import dev.sluice.client.DurationQuantiles;
import dev.sluice.core.summary.DurationTally;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A distribution of durations, in the same buckets as those of summaries, so that both say the
 * same. Takes memory only for what it holds, 30 KB at most. Not thread-safe.
 */
final class DurationFold {

  private static final int SIGNIFICANT_DIGITS = 2;

  private @Nullable Histogram histogram;
  private long longest;

  /** Adds a duration in microseconds; a negative one is none. */
  void add(long micros) {
    if (micros >= 0) {
      long bounded = Math.min(micros, DurationTally.LONGEST_MICROS);
      longest = Math.max(longest, bounded);
      histogram().recordValue(bounded);
    }
  }

  void add(DurationFold other) {
    if (other.histogram != null) {
      longest = Math.max(longest, other.longest);
      histogram().add(other.histogram);
    }
  }

  private Histogram histogram() {
    if (histogram == null) {
      histogram = new Histogram(SIGNIFICANT_DIGITS);
      histogram.setAutoResize(true);
    }
    return histogram;
  }

  DurationQuantiles quantiles() {
    return histogram == null
        ? DurationQuantiles.NONE
        : new DurationQuantiles(
            histogram.getTotalCount(),
            percentile(histogram, 50),
            percentile(histogram, 95),
            percentile(histogram, 99),
            micros(longest));
  }

  private Duration percentile(Histogram filled, double percentage) {
    return micros(Math.min(longest, filled.getValueAtPercentile(percentage)));
  }

  private static Duration micros(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
