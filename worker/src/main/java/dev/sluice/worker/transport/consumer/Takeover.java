package dev.sluice.worker.transport.consumer;

import dev.sluice.records.Priority;
import dev.sluice.worker.transport.consumer.AssignedPartition.Start;
import dev.sluice.worker.transport.consumer.Trail.HandedOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out how the last owner left partitions. */
final class Takeover {

  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
  private static final Duration ANSWER = Duration.ofSeconds(5); // slow networks take two or three

  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, Priority> topics;
  private final PartitionLimits limits;

  Takeover(
      Consumer<byte[], byte[]> consumer, Map<String, Priority> topics, PartitionLimits limits) {
    this.consumer = consumer;
    this.topics = topics;
    this.limits = limits;
  }

  /**
   * Opens partitions that were assigned.
   *
   * @throws org.apache.kafka.common.KafkaException if the brokers don't answer in time
   */
  List<AssignedPartition> open(Set<TopicPartition> assigned) {
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(assigned, ANSWER);
    Map<TopicPartition, Start> starts =
        new HashMap<>(
            uncommitted(
                assigned.stream()
                    .filter(each -> committed.get(each) == null)
                    .collect(Collectors.toSet())));
    starts.putAll(left(committed));
    List<AssignedPartition> opened = new ArrayList<>();
    starts.forEach((partition, start) ->
        opened.add(new AssignedPartition(partition, topics.get(partition.topic()), start, limits)));
    return opened;
  }

  /** Those that somebody has committed. */
  private Map<TopicPartition, Start> left(Map<TopicPartition, OffsetAndMetadata> committed) {
    Map<TopicPartition, Start> starts = new HashMap<>();
    committed.forEach((partition, offset) -> {
      if (offset != null) {
        Trail trail = TrailText.read(offset.metadata()).orElse(Trail.NONE);
        starts.put(partition, new Start(offset.offset(), trail));
      }
    });
    Set<TopicPartition> doubtful =
        starts.keySet().stream()
            .filter(each -> handedOut(starts.get(each), HandedOut.YES, HandedOut.MAYBE))
            .collect(Collectors.toSet());
    ends(doubtful)
        .forEach((partition, end) ->
            starts.computeIfPresent(partition, (key, start) -> start.upTo(end)));
    starts.forEach((partition, start) -> {
      if (handedOut(start, HandedOut.YES)) {
        LOG.info(
            "{} was left by a worker that did not end in order: from {} on, what it had is handed"
                + " out carefully",
            partition,
            start.offset());
      }
    });
    return starts;
  }

  private static boolean handedOut(Start start, HandedOut... any) {
    return start.trail().stretches().stream()
        .anyMatch(each -> List.of(any).contains(each.handedOut()));
  }

  /** No owner had what came after all of them. */
  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
    return partitions.isEmpty() ? Map.of() : consumer.endOffsets(partitions, ANSWER);
  }

  /** Nobody had them, or it is so long ago that the brokers have forgotten. */
  private Map<TopicPartition, Start> uncommitted(Set<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, ANSWER);
    Map<TopicPartition, Start> starts = new HashMap<>();
    for (TopicPartition each : partitions) {
      long first = beginnings.get(each);
      starts.put(each, new Start(first, Trail.unknown(ends.get(each) - first)));
    }
    return starts;
  }

  /** A partition of which only the offsets below this one may have been done. */
  AssignedPartition anew(TopicPartition partition, long offset, long replayedUntil) {
    var start = new Start(offset, Trail.unknown(replayedUntil - offset));
    return new AssignedPartition(partition, topics.get(partition.topic()), start, limits);
  }
}
