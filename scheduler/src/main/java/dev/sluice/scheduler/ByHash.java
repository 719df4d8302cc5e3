package dev.sluice.scheduler;

import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.schemas.topic.Partitions;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Partitions by the text that the record names; leaves it to the producer where it names none. */
final class ByHash implements StreamPartitioner<byte[], Outbound> {

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, byte[] key, Outbound value, int numPartitions) {
    return Optional.ofNullable(value.partitionBy())
        .map(text -> Set.of(Partitions.of(text, numPartitions)));
  }
}
