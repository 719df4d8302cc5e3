package dev.sluice.client.internal;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.TimelineBucket;
import dev.sluice.core.eta.Eta;
import dev.sluice.core.eta.Forecast;
import dev.sluice.core.eta.Standing;
import dev.sluice.core.eta.Standing.Runs;
import dev.sluice.core.eta.Standing.Speed;
import dev.sluice.core.summary.DurationTally;
import dev.sluice.core.task.BatchStatus;
import java.util.List;
import java.util.Optional;

/** What a summary says about the rest of its batch. */
public final class Outlook {

  private static final double P95 = 95;

  /** The part of the time so far that is the last while. */
  private static final int RECENT_PART = 4;

  private final BatchSummary summary;
  private final DurationTally runs;

  private Outlook(BatchSummary summary) {
    this.summary = summary;
    this.runs = CoreFigures.tally(summary.runTime());
  }

  /**
   * How long the batch still takes, from the time of the summary on.
   *
   * @param slots tasks that the live workers run at a time; 0 = not known
   * @param path tasks on the longest chain of needs that remains; 0 = as the summary says
   */
  public static Optional<Eta> of(BatchSummary summary, long slots, long path) {
    boolean goesOn = summary.status() == BatchStatus.RUNNING;
    return goesOn && summary.expectedTasks().isPresent()
        ? new Outlook(summary).eta(slots, path)
        : Optional.empty();
  }

  private Optional<Eta> eta(long slots, long path) {
    long ended = summary.counts().total();
    long remaining = Math.max(0, summary.expectedTasks().orElse(0) - ended);
    long begun = begunAt();
    var overall = new Speed(ended, Math.max(0, summary.updatedAt() - begun));
    long chain = Math.min(remaining, path > 0 ? path : summary.remainingPath());
    return Forecast.of(new Standing(remaining, overall, recent(begun), spread(), chain, slots));
  }

  /** A batch may have been held after it was opened: it began one task before the first end. */
  private long begunAt() {
    List<TimelineBucket> timeline = summary.timeline();
    return timeline.isEmpty()
        ? summary.openedAt()
        : Math.max(summary.openedAt(), timeline.getFirst().startAt() - (long) runs.mean());
  }

  private Speed recent(long begun) {
    long until = summary.updatedAt();
    long wanted = until - (until - begun) / RECENT_PART;
    long from = until;
    long ended = 0;
    for (TimelineBucket bucket : summary.timeline().reversed()) {
      if (bucket.startAt() < wanted) {
        break;
      }
      from = Math.min(from, bucket.startAt());
      ended += bucket.total();
    }
    return new Speed(ended, until - from);
  }

  private Runs spread() {
    return runs.count() == 0
        ? Runs.NONE
        : new Runs(runs.count(), runs.mean(), runs.deviation(), runs.percentile(P95));
  }
}
