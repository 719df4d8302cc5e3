package dev.sluice.scheduler.wire;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record that is encoded and knows where it goes.
 *
 * @param bytes null: a tombstone, what is there under the key goes
 * @param partitionBy the text whose hash chooses the partition; null leaves it to the producer
 */
public record Outbound(String topic, byte @Nullable [] bytes, @Nullable String partitionBy) {

  public Outbound {
    Objects.requireNonNull(topic, "topic");
  }

  /** A tombstone in the partition that this text chooses. */
  public static Outbound tombstone(String topic, String partitionBy) {
    return new Outbound(topic, null, partitionBy);
  }

  int size() {
    return bytes == null ? 0 : bytes.length;
  }
}
