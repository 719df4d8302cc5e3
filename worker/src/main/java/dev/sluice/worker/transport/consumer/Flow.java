package dev.sluice.worker.transport.consumer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Pauses partitions whose buffers are full, and resumes them when they are half empty. */
final class Flow {

  private final Consumer<byte[], byte[]> consumer;
  private final PartitionLimits limits;

  Flow(Consumer<byte[], byte[]> consumer, PartitionLimits limits) {
    this.consumer = consumer;
    this.limits = limits;
  }

  void regulate(Collection<AssignedPartition> partitions) {
    long bytes = limits.bufferBytes() / Math.max(1, partitions.size());
    Set<TopicPartition> paused = consumer.paused();
    List<TopicPartition> full = new ArrayList<>();
    List<TopicPartition> roomy = new ArrayList<>();
    for (AssignedPartition each : partitions) {
      boolean isPaused = paused.contains(each.partition());
      int share = isPaused ? 2 : 1;
      Buffer buffer = each.buffer();
      boolean over =
          buffer.size() * share >= limits.bufferRecords() || buffer.bytes() * share >= bytes;
      if (over != isPaused) {
        (over ? full : roomy).add(each.partition());
      }
    }
    if (!full.isEmpty()) {
      consumer.pause(full);
    }
    if (!roomy.isEmpty()) {
      consumer.resume(roomy);
    }
  }
}
