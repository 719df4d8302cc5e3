package dev.sluice.results.text;

import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.TaskCounts;

/** Figures of a batch as people read them, the same in summaries and in reports. */
public final class Figures {

  private Figures() {}

  /** How its tasks ended, without what none did. */
  public static String tasks(long all, TaskCounts counts, long retried, long cached) {
    return new Tally(all + " in all")
        .and(counts.succeeded(), "succeeded")
        .and(counts.failed(), "failed")
        .and(counts.timedOut(), "timed out")
        .and(counts.cancelled(), "cancelled")
        .and(counts.skipped(), "skipped")
        .and(counts.rejected(), "rejected")
        .and(retried, "retried")
        .and(cached, "cached")
        .toString();
  }

  /** How durations are spread. */
  public static String spread(DurationQuantiles quantiles) {
    return "median %s, 95%% %s, 99%% %s, longest %s"
        .formatted(
            Spans.text(quantiles.p50()),
            Spans.text(quantiles.p95()),
            Spans.text(quantiles.p99()),
            Spans.text(quantiles.max()));
  }
}
