package dev.sluice.scheduler.wire;

import dev.sluice.core.ledger.RowWrite;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.TopicSpec;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;

/**
 * How large a record may be, by topic. Asked before any state changes, because a record that the
 * producer or the broker refuses afterwards would stop its partition.
 */
public final class RecordSizes {

  /** Largest row of a store and, because a row is a record, of its changelog. */
  public static final int MOST_ROW_BYTES = 5 * 1024 * 1024;

  /** What the producer may send at once: a little more than any topic takes. */
  public static final int MOST_REQUEST_BYTES = 7 * 1024 * 1024;

  /** Room for the batch around a record, its lengths and a header of ours. */
  private static final int AROUND_A_RECORD = 512;

  /** What the lengths of a header's name and value take at most. */
  private static final int AROUND_A_HEADER = 10;

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

  /**
   * Whether a record with somebody else's headers fits into its topic. Sizes are those before
   * compression, because that is what the producer looks at: a record that came in compressed may
   * be much larger than the limit that it passed.
   */
  public boolean fits(Keyed record, Headers headers) {
    return size(record) + size(headers) <= most(record.value().topic());
  }

  /** What headers take in a record at most. */
  public static long size(Headers headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += size(header);
    }
    return bytes;
  }

  /** What a header takes in a record at most. */
  public static long size(Header header) {
    byte[] value = header.value();
    return Utils.utf8Length(header.key()) + (value == null ? 0L : value.length) + AROUND_A_HEADER;
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
    long bytes = (long) record.key().length + record.value().size() + AROUND_A_RECORD;
    for (Header header : record.value().headers()) {
      bytes += size(header);
    }
    return bytes;
  }
}
