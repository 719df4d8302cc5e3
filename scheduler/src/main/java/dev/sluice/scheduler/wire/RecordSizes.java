package dev.sluice.scheduler.wire;

import dev.sluice.core.ledger.RowWrite;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.TopicSpec;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How large a record may be, by topic. Asked before any state changes, because a record that the
 * producer or the broker refuses afterwards would stop its partition.
 */
public final class RecordSizes {

  /** Largest row of a store and, because a row is a record, of its changelog. */
  public static final int MOST_ROW_BYTES = 5 * 1024 * 1024;

  /** What the producer may send at once: a little more than any topic takes. */
  public static final int MOST_REQUEST_BYTES = 7 * 1024 * 1024;

  /** Room for headers, the batch around a record and its lengths. */
  private static final int AROUND_A_RECORD = 512;

  private static final String SETTING = "max.message.bytes";

  private final Map<String, Integer> mostByTopic;

  private RecordSizes(Map<String, Integer> mostByTopic) {
    this.mostByTopic = Map.copyOf(mostByTopic);
  }

  /** The sizes that a catalogue sets. */
  public static RecordSizes of(TopicCatalogue catalogue) {
    return new RecordSizes(
        catalogue.topics().stream()
            .collect(Collectors.toMap(TopicSpec::name, RecordSizes::mostBytes)));
  }

  private static int mostBytes(TopicSpec topic) {
    return topic.setting(SETTING).map(Integer::parseInt).orElse(MOST_ROW_BYTES);
  }

  /** Whether a record of this key and value fits into its topic. */
  public boolean fits(Keyed record) {
    return size(record) <= most(record.value().topic());
  }

  /** Whether a row of this key and value fits into a changelog. */
  public boolean fits(RowWrite row) {
    byte[] value = row.value();
    return row.key().length + (value == null ? 0L : value.length) <= MOST_ROW_BYTES;
  }

  private long most(String topic) {
    return mostByTopic.getOrDefault(topic, MOST_ROW_BYTES);
  }

  private static long size(Keyed record) {
    return (long) record.key().length + record.value().bytes().length + AROUND_A_RECORD;
  }
}
