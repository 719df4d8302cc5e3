package dev.sluice.scheduler.summary;

import dev.sluice.core.ledger.Effect.BatchChanged;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.core.summary.Course;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Durations;
import dev.sluice.records.Summary;
import java.util.List;
import java.util.TreeMap;

/** Puts together what is known of a batch and what its results add up to. */
public final class SummaryRecords {

  private SummaryRecords() {}

  /**
   * The record of a summary.
   *
   * @param criticalPath the chain of needs that took longest, as far as it is listed
   * @param at the time of what changed last, in microseconds since the epoch
   */
  public static Summary of(
      BatchChanged batch, BatchTally tally, List<String> criticalPath, long at) {
    long wall = wallMicros(batch, tally);
    Course course = tally.course();
    Durations queueWait = Figures.durations(tally.queueWait());
    Durations runTime = Figures.durations(tally.runTime());
    return Summary.newBuilder()
        .setBatchId(batch.batchId())
        .setName(batch.name())
        .setStatus(BatchStatus.valueOf(batch.status().name()))
        .setReason(batch.reason())
        .setRound(batch.round())
        .setLabels(new TreeMap<>(batch.labels()))
        .setExpectedTasks(batch.expectedTasks() < 0 ? null : batch.expectedTasks())
        .setCounts(Figures.counts(tally.counts()))
        .setByType(Figures.counts(tally.byType()))
        .setByGroup(Figures.counts(tally.byGroup()))
        .setByWorker(Figures.counts(tally.byWorker()))
        .setByPriority(Figures.counts(tally.byPriority()))
        .setRetried(tally.retried())
        .setCached(tally.cached())
        .setSuccessRate(tally.successRate())
        .setThroughputPerSecond(tally.throughputPerSecond(wall))
        .setQueueWait(queueWait)
        .setQueueWaitByType(Figures.durations(tally.queueWaitByType(), queueWait))
        .setRunTime(runTime)
        .setRunTimeByType(Figures.durations(tally.runTimeByType(), runTime))
        .setErrors(tally.errors().stream().map(Figures::error).toList())
        .setTimeline(course.timeline().buckets().stream().map(Figures::bucket).toList())
        .setCriticalPath(criticalPath)
        .setCriticalPathTasks(course.longestChainTasks())
        .setCriticalPathMicros(course.longestChainMicros())
        .setSlowest(course.slowest().top().stream().map(Figures::task).toList())
        .setFlakiest(course.flakiest().top().stream().map(Figures::task).toList())
        .setOpenedAt(batch.openedAt())
        .setFinishedAt(batch.finishedAt())
        .setDurationMicros(wall)
        .setRemainingPath(batch.remainingPath())
        .setUpdatedAt(Math.max(at, tally.changedAt()))
        .build();
  }

  /** From opened to finished, or up to the last result of a batch that still runs. */
  private static long wallMicros(BatchChanged batch, BatchTally tally) {
    long end = batch.status().terminal() ? batch.finishedAt() : tally.latestFinished();
    return Math.max(0, end - batch.openedAt());
  }
}
