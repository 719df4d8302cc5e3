package dev.sluice.scheduler.wire;

import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that is encoded and knows where it goes.
 *
 * @param bytes null: a tombstone, what is there under the key goes
 * @param partitionBy the text whose hash chooses the partition; null leaves it to the producer
 * @param partition chosen otherwise; -1: it was not
 * @param headers of the record; never changed once they are here
 */
public record Outbound(
    String topic,
    byte @Nullable [] bytes,
    @Nullable String partitionBy,
    int partition,
    List<Header> headers) {

  private static final int BY_TEXT = -1;

  public Outbound {
    Objects.requireNonNull(topic, "topic");
  }

  /** A record without headers. */
  public Outbound(String topic, byte @Nullable [] bytes, @Nullable String partitionBy) {
    this(topic, bytes, partitionBy, List.of());
  }

  /** A record whose partition the hash of a text chooses. */
  public Outbound(
      String topic, byte @Nullable [] bytes, @Nullable String partitionBy, List<Header> headers) {
    this(topic, bytes, partitionBy, BY_TEXT, headers);
  }

  /** A tombstone in the partition that this text chooses. */
  public static Outbound tombstone(String topic, String partitionBy) {
    return new Outbound(topic, null, partitionBy);
  }

  /** The same in a partition that was chosen. */
  public Outbound in(int chosen) {
    return new Outbound(topic, bytes, partitionBy, chosen, headers);
  }

  int size() {
    return bytes == null ? 0 : bytes.length;
  }
}
