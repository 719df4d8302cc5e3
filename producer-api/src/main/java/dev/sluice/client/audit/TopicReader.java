package dev.sluice.client.audit;

import dev.sluice.client.BrokerUnreachableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Reads partitions from their beginning to where they end when it is asked, committed records only.
 */
final class TopicReader {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  private final Admin admin;
  private final Consumer<String, byte[]> consumer;

  /** Takes what is read. */
  interface Sink {

    /** The partition has nothing before this record, and once had. */
    default void begins(ConsumerRecord<String, byte[]> first) {}

    /** The partition is empty, and once was not. */
    default void empty(String topic) {}

    void take(ConsumerRecord<String, byte[]> record);
  }

  TopicReader(Admin admin, Consumer<String, byte[]> consumer) {
    this.admin = admin;
    this.consumer = consumer;
  }

  /** Names of all topics. */
  List<String> topics() {
    return List.copyOf(await(admin.listTopics().names()));
  }

  /** How many partitions these topics have. */
  Map<String, Integer> partitions(List<String> topics) {
    return await(admin.describeTopics(topics).allTopicNames()).entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, topic -> topic.getValue().partitions().size()));
  }

  /** Hands out every record of these partitions, in the order of each. */
  void read(List<TopicPartition> partitions, Sink sink) {
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Boolean> begun = new HashMap<>();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Progress progress = new Progress(ends);
    while (progress.more()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (begun.put(partition, true) == null && starts.get(partition) > 0) {
          sink.begins(record);
        }
        if (record.offset() < ends.get(partition)) {
          sink.take(record);
        }
      }
    }
    for (TopicPartition partition : partitions) {
      if (starts.get(partition) > 0 && !begun.containsKey(partition)) {
        sink.empty(partition.topic());
      }
    }
  }

  /** With what is not committed yet: a transaction that is under way is waited for. */
  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(each -> each, each -> which));
    var options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(admin.listOffsets(asked, options).all())
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  /** How far it has come, and whether anything holds it up. */
  private final class Progress {

    private final Map<TopicPartition, Long> left;
    private Map<TopicPartition, Long> before = Map.of();
    private long movedAt = System.nanoTime();

    private Progress(Map<TopicPartition, Long> ends) {
      this.left = new HashMap<>(ends);
    }

    private boolean more() {
      Map<TopicPartition, Long> now = new HashMap<>();
      left.keySet().forEach(each -> now.put(each, consumer.position(each)));
      left.entrySet().removeIf(end -> now.get(end.getKey()) >= end.getValue());
      if (!now.equals(before)) {
        before = now;
        movedAt = System.nanoTime();
      } else if (System.nanoTime() - movedAt > PATIENCE_NANOS) {
        TopicPartition held = left.keySet().iterator().next();
        throw new BrokerUnreachableException(
            "%s can't be read on from offset %d to %d: a transaction there does not end, or its broker is away; see kafka-transactions.sh find-hanging"
                .formatted(held, now.get(held), left.get(held)),
            null);
      }
      return !left.isEmpty();
    }
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new BrokerUnreachableException(
          "the brokers did not say what is in the topics: " + e.getCause().getMessage(),
          e.getCause());
    }
  }
}
