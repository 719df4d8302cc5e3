package dev.sluice.results.report;

import dev.sluice.client.TaskResult;
import dev.sluice.client.internal.Contributions;
import dev.sluice.client.internal.CoreFigures;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.core.summary.Contribution;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Folds results one by one into a report; keeps none of them. What a summary has is folded as the
 * scheduler folds it; beside it stands what only a report tells: the parts with their durations,
 * what ran when, and the lines of single tasks. Not thread-safe.
 */
public final class ReportFold {

  private final Heading heading;
  private final BatchTally tally = new BatchTally();
  private final PartsFold byType = new PartsFold();
  private final PartsFold byGroup = new PartsFold();
  private final PartsFold byPriority = new PartsFold();
  private final PartsFold byWorker = new PartsFold();
  private final TimelineFold timeline;
  private final ChainFold chain;
  private final FirstTasks slowest;
  private final FirstTasks longestWaiting;
  private final FirstTasks flakiest;

  /**
   * @param top how many tasks each list of single tasks names at most
   */
  public ReportFold(Heading heading, int top) {
    if (top < 1) {
      throw new IllegalArgumentException("top must be 1 or more, was " + top);
    }
    this.heading = heading;
    timeline =
        new TimelineFold(
            heading.openedAt(),
            heading.finishedAt() > 0 ? heading.finishedAt() : Long.MAX_VALUE >> 1);
    chain = new ChainFold(heading.criticalPath());
    slowest = new FirstTasks(FirstTasks.SLOWEST, top);
    longestWaiting = new FirstTasks(FirstTasks.LONGEST_WAITING, top);
    flakiest = new FirstTasks(FirstTasks.FLAKIEST, top);
  }

  /** Adds the last result of a task. */
  public void add(TaskResult result) {
    Contribution added = Contributions.of(result);
    tally.fold(added);
    byType.add(added.type(), added);
    byGroup.add(added.group(), added);
    byPriority.add(added.priority().name().toLowerCase(Locale.ROOT), added);
    byWorker.add(added.worker(), added);
    timeline.add(result);
    chain.add(result, added);
    if (added.ran()) {
      TaskLine task = TaskLine.of(result, added);
      slowest.offer(task);
      longestWaiting.offer(task);
    }
    if (result.attempts() > 1) {
      flakiest.offer(TaskLine.of(result, added));
    }
  }

  /** What was added so far. */
  public Report report() {
    return new Report(
        heading,
        PartFold.part("all", tally.counts(), tally.queueWait(), tally.runTime()),
        tally.retried(),
        tally.cached(),
        tally.throughputPerSecond(TimeUnit.NANOSECONDS.toMicros(heading.duration().toNanos())),
        byType.parts(),
        byGroup.parts(),
        byPriority.parts(),
        byWorker.parts(),
        timeline.timeline(),
        chain.tasks(),
        slowest.inOrder(),
        longestWaiting.inOrder(),
        flakiest.inOrder(),
        tally.errors().stream().map(CoreFigures::group).toList());
  }
}
