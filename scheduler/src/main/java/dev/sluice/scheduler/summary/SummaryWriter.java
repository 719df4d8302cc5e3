package dev.sluice.scheduler.summary;

import dev.sluice.core.ledger.Effect.BatchChanged;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.core.summary.Course;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Durations;
import dev.sluice.records.Summary;
import dev.sluice.scheduler.wire.Keyed;
import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.scheduler.wire.RecordSizes;
import dev.sluice.schemas.serde.RecordCodec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Encodes summaries. */
public final class SummaryWriter {

  private static final int MOST_CHARS = 200;

  private final String topic;
  private final RecordCodec<Summary> codec;
  private final RecordSizes sizes;

  public SummaryWriter(String topic, RecordCodec<Summary> codec, RecordSizes sizes) {
    this.topic = topic;
    this.codec = codec;
    this.sizes = sizes;
  }

  /**
   * The summary. What does not fit into its topic goes without breakdowns, and if a batch was
   * opened with texts that are too large themselves, without its labels and with its name cut.
   *
   * @param criticalPath the chain of needs that took longest, as far as it is listed
   * @param at the time of what changed last, in microseconds since the epoch
   */
  Keyed write(BatchChanged batch, BatchTally tally, List<String> criticalPath, long at) {
    Summary record = record(batch, tally, criticalPath, at).build();
    Keyed whole = keyed(batch, record);
    if (sizes.fits(whole)) {
      return whole;
    }
    Summary withoutBreakdowns = withoutBreakdowns(record);
    Keyed narrow = keyed(batch, withoutBreakdowns);
    return sizes.fits(narrow) ? narrow : keyed(batch, bare(withoutBreakdowns));
  }

  /** What takes the summary of a batch away. */
  Keyed forget(String batchId) {
    return Keyed.of(batchId, Outbound.tombstone(topic, batchId));
  }

  private Keyed keyed(BatchChanged batch, Summary summary) {
    return Keyed.of(
        batch.batchId(), new Outbound(topic, codec.encode(topic, summary), batch.batchId()));
  }

  private static Summary withoutBreakdowns(Summary summary) {
    return Summary.newBuilder(summary)
        .setByType(Map.of())
        .setByGroup(Map.of())
        .setByWorker(Map.of())
        .setQueueWaitByType(Map.of())
        .setRunTimeByType(Map.of())
        .setCriticalPath(List.of())
        .setSlowest(List.of())
        .setFlakiest(List.of())
        .setErrors(List.of())
        .build();
  }

  private static Summary bare(Summary summary) {
    return Summary.newBuilder(summary)
        .setLabels(Map.of())
        .setName(cut(summary.getName()))
        .setReason(cut(summary.getReason()))
        .build();
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
  }

  private static Summary.Builder record(
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
        .setUpdatedAt(Math.max(at, tally.changedAt()));
  }

  /** From opened to finished, or up to the last result of a batch that still runs. */
  private static long wallMicros(BatchChanged batch, BatchTally tally) {
    long end = batch.status().terminal() ? batch.finishedAt() : tally.latestFinished();
    return Math.max(0, end - batch.openedAt());
  }
}
