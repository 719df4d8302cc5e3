package dev.sluice.results.report;

import dev.sluice.client.internal.CoreFigures;
import dev.sluice.core.summary.Contribution;
import dev.sluice.core.summary.DurationTally;
import dev.sluice.core.summary.StatusCounts;

/** Folds the results of one part of a batch. Not thread-safe. */
final class PartFold {

  private final StatusCounts counts = new StatusCounts();
  private final DurationTally queueWait = new DurationTally();
  private final DurationTally runTime = new DurationTally();

  void add(Contribution result) {
    counts.add(result.status(), 1);
    queueWait.add(result.queueWaitMicros());
    runTime.add(result.runTimeMicros());
  }

  void add(PartFold other) {
    counts.add(other.counts);
    queueWait.add(other.queueWait);
    runTime.add(other.runTime);
  }

  boolean empty() {
    return counts.total() == 0;
  }

  Part named(String name) {
    return part(name, counts, queueWait, runTime);
  }

  static Part part(
      String name, StatusCounts counts, DurationTally queueWait, DurationTally runTime) {
    return new Part(
        name,
        CoreFigures.counts(counts),
        CoreFigures.quantiles(queueWait),
        CoreFigures.quantiles(runTime));
  }
}
