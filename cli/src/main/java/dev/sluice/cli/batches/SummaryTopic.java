package dev.sluice.cli.batches;

import dev.sluice.client.BrokerUnreachableException;
import dev.sluice.records.Summary;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The compacted topic with the last summary of every batch, read from its beginning to its end. */
public final class SummaryTopic implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final long LONGEST_SILENCE_NANOS = Duration.ofSeconds(15).toNanos();

  private final String topic;
  private final Consumer<String, byte[]> consumer;
  private final RecordCodec<Summary> codec;
  private final LongSupplier nanoTime;
  private long undecodable;

  SummaryTopic(
      String topic,
      Consumer<String, byte[]> consumer,
      RecordCodec<Summary> codec,
      LongSupplier nanoTime) {
    this.topic = topic;
    this.consumer = consumer;
    this.codec = codec;
    this.nanoTime = nanoTime;
  }

  /** That of the brokers that these properties name. */
  public static SummaryTopic of(Map<String, Object> kafka, String topic) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    return new SummaryTopic(
        topic,
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer()),
        RecordCodecs.of(Summary.class, kafka),
        System::nanoTime);
  }

  /**
   * Fills a window with what is there now.
   *
   * @throws BrokerUnreachableException if the brokers don't answer
   */
  void read(Window window) {
    undecodable = 0;
    try {
      List<PartitionInfo> found = consumer.partitionsFor(topic);
      List<TopicPartition> partitions =
          found.stream().map(each -> new TopicPartition(topic, each.partition())).toList();
      if (partitions.isEmpty()) {
        throw new KafkaException("topic " + topic + " does not exist");
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      readTo(consumer.endOffsets(partitions), window);
    } catch (KafkaException e) {
      throw new BrokerUnreachableException(
          "the summaries of the batches can't be read (%s); is Kafka running and topic %s there?"
              .formatted(e.getMessage(), topic),
          e);
    }
  }

  private void readTo(Map<TopicPartition, Long> ends, Window window) {
    long heard = nanoTime.getAsLong();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      var records = consumer.poll(POLL);
      records.forEach(each -> take(each, window));
      long now = nanoTime.getAsLong();
      heard = records.isEmpty() ? heard : now;
      if (now - heard > LONGEST_SILENCE_NANOS) {
        throw new KafkaException("nothing came for 15 s");
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> each, Window window) {
    if (each.key() == null) {
      return;
    }
    if (each.value() == null) {
      window.remove(each.key());
      return;
    }
    try {
      window.put(ListedBatch.of(codec.decode(each.topic(), each.value())));
    } catch (UndecodableRecordException e) {
      undecodable++;
    }
  }

  /** How many records of the last reading nobody can read. */
  public long undecodable() {
    return undecodable;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
