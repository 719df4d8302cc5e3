package dev.sluice.results.report;

import dev.sluice.client.ErrorGroup;
import dev.sluice.client.TaskResult;
import dev.sluice.core.summary.BatchTally;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Folds results one by one into a report; keeps none of them. Not thread-safe. */
public final class ReportFold {

  private final Heading heading;
  private final BatchTally tally = new BatchTally();
  private final PartFold all = new PartFold();
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
    tally.fold(Contributions.of(result));
    all.add(result);
    byType.add(result.type(), result);
    byGroup.add(result.group(), result);
    byPriority.add(result.priority().name().toLowerCase(Locale.ROOT), result);
    byWorker.add(result.worker(), result);
    timeline.add(result);
    chain.add(result);
    if (TaskTimes.ran(result) >= 0) {
      TaskLine task = TaskLine.of(result);
      slowest.offer(task);
      longestWaiting.offer(task);
    }
    if (result.attempts() > 1) {
      flakiest.offer(TaskLine.of(result));
    }
  }

  /** What was added so far. */
  public Report report() {
    return new Report(
        heading,
        all.named("all"),
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
        errors());
  }

  private List<ErrorGroup> errors() {
    return tally.errors().stream()
        .map(group ->
            new ErrorGroup(
                group.fingerprint(),
                group.count(),
                group.type(),
                group.message(),
                group.exampleTaskId()))
        .toList();
  }
}
