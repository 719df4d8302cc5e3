package dev.sluice.results.report;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.ErrorGroup;
import dev.sluice.client.TaskResult;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a batch was like. Its size is bounded, however many tasks there were.
 *
 * @param all all tasks that have ended
 * @param retried attempts after the first ones, of all tasks together
 * @param cached tasks that succeeded without a run, with the output of another task
 * @param throughputPerSecond ended tasks per second of the batch's duration
 * @param byType the largest first, as in the lists after it
 * @param byGroup tasks without a group are in none of them
 * @param criticalPath the tasks that the critical path names, first to last
 * @param slowest tasks that ran longest
 * @param longestWaiting tasks that waited longest for a worker
 * @param flakiest tasks that took more than one attempt, the most first
 * @param errors those that look the same together, the most frequent first
 */
public record Report(
    Heading heading,
    Part all,
    long retried,
    long cached,
    double throughputPerSecond,
    List<Part> byType,
    List<Part> byGroup,
    List<Part> byPriority,
    List<Part> byWorker,
    Timeline timeline,
    List<TaskLine> criticalPath,
    List<TaskLine> slowest,
    List<TaskLine> longestWaiting,
    List<TaskLine> flakiest,
    List<ErrorGroup> errors) {

  /** How many tasks each list of single tasks names, unless it was asked for another number. */
  public static final int DEFAULT_TOP = 20;

  public Report {
    Objects.requireNonNull(heading, "heading");
    Objects.requireNonNull(all, "all");
    Objects.requireNonNull(timeline, "timeline");
    byType = List.copyOf(byType);
    byGroup = List.copyOf(byGroup);
    byPriority = List.copyOf(byPriority);
    byWorker = List.copyOf(byWorker);
    criticalPath = List.copyOf(criticalPath);
    slowest = List.copyOf(slowest);
    longestWaiting = List.copyOf(longestWaiting);
    flakiest = List.copyOf(flakiest);
    errors = List.copyOf(errors);
  }

  /**
   * Folds the results and closes their stream.
   *
   * @param results the last result of each task
   */
  public static Report of(BatchSummary summary, Stream<TaskResult> results) {
    return of(Heading.of(summary), results, DEFAULT_TOP);
  }

  /**
   * Like {@link #of(BatchSummary, Stream)}, and also with lists of another length.
   *
   * @param top how many tasks each list of single tasks names at most
   */
  public static Report of(Heading heading, Stream<TaskResult> results, int top) {
    var fold = new ReportFold(heading, top);
    try (results) {
      results.forEach(fold::add);
    }
    return fold.report();
  }

  /** The part of the ended tasks that succeeded, 0 to 1. */
  public double successRate() {
    long ended = all.counts().total();
    return ended == 0 ? 0 : (double) all.counts().succeeded() / ended;
  }
}
