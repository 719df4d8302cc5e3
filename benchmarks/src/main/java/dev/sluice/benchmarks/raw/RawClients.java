package dev.sluice.benchmarks.raw;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka clients of the raw pipeline; beyond what is said here they have Kafka's defaults. */
record RawClients(String bootstrapServers, int partitions) {

  /** With Kafka's 16 KiB the pipeline gets half as far: that would be no yardstick. */
  private static final int BATCH_BYTES = 128 * 1024;

  KafkaProducer<byte[], byte[]> producer(int lingerMs) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("acks", "all");
    settings.put("enable.idempotence", true);
    settings.put("compression.type", "lz4");
    settings.put("linger.ms", lingerMs);
    settings.put("batch.size", BATCH_BYTES);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Reads all that comes to a topic from now on. */
  KafkaConsumer<byte[], byte[]> consumerAtTheEndOf(String topic) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("enable.auto.commit", false);
    var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all =
        IntStream.range(0, partitions)
            .mapToObj(number -> new TopicPartition(topic, number))
            .toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position); // seeking is lazy: what is sent next must not be missed
    return consumer;
  }
}
