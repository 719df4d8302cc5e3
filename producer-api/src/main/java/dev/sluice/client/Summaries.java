package dev.sluice.client;

import dev.sluice.client.internal.SummaryMerge;
import dev.sluice.client.internal.SummaryOfResults;
import java.util.stream.Stream;

/**
 * Puts results together to a summary, and summaries to a larger one. Pure functions: what the
 * scheduler publishes as a batch's summary is the same fold of the same results, so that anybody
 * can check it or make one of a part of a batch, or of several batches.
 */
public final class Summaries {

  private Summaries() {}

  /**
   * The summary of these results: those of a batch, or a part of them. The order makes no
   * difference.
   *
   * <p>Results don't tell everything: such a summary has no name, no labels and no reason, the
   * batch begins when the first task was queued and ends with the last task, and its status follows
   * from the ends of the tasks: failed if one failed, timed out or was rejected, else cancelled if
   * one was cancelled, else succeeded.
   *
   * @param results one of each task: the last one, which is what a compacted topic and {@link
   *     BatchHandle#results} have
   */
  public static BatchSummary of(String batchId, Stream<TaskResult> results) {
    var fold = new SummaryOfResults(batchId);
    results.forEachOrdered(fold::add);
    return fold.summary();
  }

  /**
   * One summary of both: the same as {@link #of} all their results at once, if no task is in both.
   * Commutative and associative. Percentiles are those of the merged histograms.
   *
   * <p>Of two batches the ids are joined with {@code +}; name, reason and labels are what both have
   * in common; the time runs from the earlier beginning to the later end; and the status is that of
   * the one that needs more attention. Of tasks with the same id the one with the larger figure is
   * among the slowest and the flakiest. Errors of more than 50 kinds are counted, but not every
   * kind is shown, because a summary shows the 50 most frequent of its part.
   */
  public static BatchSummary merge(BatchSummary one, BatchSummary other) {
    return new SummaryMerge(one, other).merged();
  }
}
