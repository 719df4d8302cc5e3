package dev.sluice.faults.site;

import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What is in a topic, every record and not only the last of its key. */
public final class Topic {

  private final String brokers;
  private final String name;

  Topic(String brokers, String name) {
    this.brokers = brokers;
    this.name = name;
  }

  /** Everything that is committed now. */
  List<ConsumerRecord<String, byte[]>> records() {
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(info -> new TopicPartition(name, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  /** Like {@link #records}, decoded; tombstones are left out. */
  <T extends SluiceRecord> List<Kept<T>> of(Class<T> type) {
    RecordCodec<T> codec = RecordCodecs.of(type, Map.of());
    return records().stream()
        .filter(each -> each.value() != null)
        .map(each -> new Kept<>(each.key(), decoded(codec, each), each.timestamp()))
        .toList();
  }

  private static <T extends SluiceRecord> T decoded(
      RecordCodec<T> codec, ConsumerRecord<String, byte[]> record) {
    try {
      return codec.decode(record.topic(), record.value());
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A record.
   *
   * @param at the broker's time, in milliseconds
   */
  public record Kept<T>(String key, T value, long at) {}
}
