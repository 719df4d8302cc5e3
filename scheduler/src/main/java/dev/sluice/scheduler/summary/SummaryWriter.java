package dev.sluice.scheduler.summary;

import dev.sluice.core.ledger.Effect.BatchChanged;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.core.summary.CountsByName;
import dev.sluice.core.summary.DurationTally;
import dev.sluice.core.summary.ErrorGroup;
import dev.sluice.core.summary.StatusCounts;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Counts;
import dev.sluice.records.Durations;
import dev.sluice.records.Summary;
import dev.sluice.scheduler.wire.Keyed;
import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.scheduler.wire.RecordSizes;
import dev.sluice.schemas.serde.RecordCodec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Encodes summaries. */
public final class SummaryWriter {

  private static final double MEDIAN = 50;
  private static final double P95 = 95;
  private static final double P99 = 99;
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
   */
  Keyed write(BatchChanged batch, BatchTally tally) {
    Keyed whole = keyed(batch, record(batch, tally).build());
    if (sizes.fits(whole)) {
      return whole;
    }
    Keyed narrow = keyed(batch, withoutBreakdowns(batch, tally).build());
    return sizes.fits(narrow) ? narrow : keyed(batch, bare(batch, tally));
  }

  /** What takes the summary of a batch away. */
  Keyed forget(String batchId) {
    return Keyed.of(batchId, Outbound.tombstone(topic, batchId));
  }

  private Keyed keyed(BatchChanged batch, Summary summary) {
    return Keyed.of(
        batch.batchId(), new Outbound(topic, codec.encode(topic, summary), batch.batchId()));
  }

  private static Summary.Builder withoutBreakdowns(BatchChanged batch, BatchTally tally) {
    return record(batch, tally)
        .setByType(Map.of())
        .setByGroup(Map.of())
        .setByWorker(Map.of())
        .setErrors(List.of());
  }

  private static Summary bare(BatchChanged batch, BatchTally tally) {
    return withoutBreakdowns(batch, tally)
        .setLabels(Map.of())
        .setName(cut(batch.name()))
        .setReason(cut(batch.reason()))
        .build();
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
  }

  private static Summary.Builder record(BatchChanged batch, BatchTally tally) {
    long wall = wallMicros(batch, tally);
    return Summary.newBuilder()
        .setBatchId(batch.batchId())
        .setName(batch.name())
        .setStatus(BatchStatus.valueOf(batch.status().name()))
        .setReason(batch.reason())
        .setRound(batch.round())
        .setLabels(batch.labels())
        .setExpectedTasks(batch.expectedTasks() < 0 ? null : batch.expectedTasks())
        .setCounts(counts(tally.counts()))
        .setByType(counts(tally.byType()))
        .setByGroup(counts(tally.byGroup()))
        .setByWorker(counts(tally.byWorker()))
        .setByPriority(counts(tally.byPriority()))
        .setRetried(tally.retried())
        .setCached(tally.cached())
        .setSuccessRate(tally.successRate())
        .setThroughputPerSecond(tally.throughputPerSecond(wall))
        .setQueueWait(durations(tally.queueWait()))
        .setRunTime(durations(tally.runTime()))
        .setErrors(tally.errors().stream().map(SummaryWriter::error).toList())
        .setOpenedAt(batch.openedAt())
        .setFinishedAt(batch.finishedAt())
        .setDurationMicros(wall);
  }

  /** From opened to finished, or up to the last result of a batch that still runs. */
  private static long wallMicros(BatchChanged batch, BatchTally tally) {
    long end = batch.status().terminal() ? batch.finishedAt() : tally.latestFinished();
    return Math.max(0, end - batch.openedAt());
  }

  private static Map<String, Counts> counts(CountsByName counts) {
    var all = new TreeMap<String, Counts>();
    counts.all().forEach((name, count) -> all.put(name, counts(count)));
    return all;
  }

  private static Counts counts(StatusCounts counts) {
    return new Counts(
        counts.total(),
        counts.of(TaskStatus.SUCCEEDED),
        counts.of(TaskStatus.FAILED),
        counts.of(TaskStatus.TIMED_OUT),
        counts.of(TaskStatus.CANCELLED),
        counts.of(TaskStatus.SKIPPED),
        counts.of(TaskStatus.REJECTED));
  }

  private static Durations durations(DurationTally durations) {
    return new Durations(
        durations.count(),
        durations.percentile(MEDIAN),
        durations.percentile(P95),
        durations.percentile(P99),
        durations.max(),
        ByteBuffer.wrap(durations.compressedHistogram()));
  }

  private static dev.sluice.records.ErrorGroup error(ErrorGroup group) {
    return new dev.sluice.records.ErrorGroup(
        group.fingerprint(), group.count(), group.type(), group.message(), group.exampleTaskId());
  }
}
