package dev.sluice.scheduler.wire;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record that is encoded and knows where it goes.
 *
 * @param partitionBy the text whose hash chooses the partition; null leaves it to the producer
 */
public record Outbound(String topic, byte[] bytes, @Nullable String partitionBy) {

  public Outbound {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(bytes, "bytes");
  }
}
