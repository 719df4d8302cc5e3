package dev.sluice.scheduler;

import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.schemas.topic.Partitions;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The partition that was chosen for the record, else the one of the text that it names; leaves it
 * to the producer where it names none.
 */
final class WhereItGoes implements StreamPartitioner<byte[], Outbound> {

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, byte[] key, Outbound value, int numPartitions) {
    if (value.partition() >= 0 && value.partition() < numPartitions) {
      return Optional.of(Set.of(value.partition()));
    }
    return Optional.ofNullable(value.partitionBy())
        .map(text -> Set.of(Partitions.of(text, numPartitions)));
  }
}
