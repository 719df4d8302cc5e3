package dev.sluice.scheduler.summary;

import dev.sluice.core.ledger.Effect.BatchChanged;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.records.Summary;
import dev.sluice.scheduler.wire.Keyed;
import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.scheduler.wire.RecordSizes;
import dev.sluice.schemas.serde.RecordCodec;
import java.util.List;
import java.util.Map;
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
    Summary record = SummaryRecords.of(batch, tally, criticalPath, at);
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
}
