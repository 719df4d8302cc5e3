package dev.sluice.scheduler.workforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.records.Heartbeat;
import dev.sluice.scheduler.TestRecords;
import dev.sluice.schemas.serde.RecordCodecs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
@Timeout(120)
class HeartbeatReaderTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final String topic = "worker-" + UUID.randomUUID();
  private final LiveWorkers workers = new LiveWorkers(Duration.ofMinutes(1));
  private String bootstrapServers;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void connect(KafkaCluster cluster) {
    bootstrapServers = cluster.bootstrapServers();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void disconnect() {
    producer.close(Duration.ofSeconds(5));
  }

  @Test
  void hearsOfWorkersThatWereThereBeforeItAndOfThoseThatCome() throws Exception {
    createTopic();
    send("w1", TestRecords.encode(Heartbeat.class, heartbeat("w1", 3)));

    try (var reader = read(this::consumer)) {
      await().atMost(SOON).until(workers::known);
      assertThat(workers.slots("default").all()).isEqualTo(3);

      send("garbage", new byte[] {1, 2, 3});
      send(null, null);
      send("w2", TestRecords.encode(Heartbeat.class, heartbeat("w2", 4)));
      await().atMost(SOON).until(() -> workers.slots("default").all() == 7);

      send("w1", null);
      await().atMost(SOON).until(() -> workers.slots("default").all() == 4);
    }
    assertThat(workers.known()).as("after it was closed").isFalse();
  }

  @Test
  void beginsAtTheEndWhereThereIsNothingRecent() throws Exception {
    createTopic();
    try (var reader = read(this::consumer)) {
      await().atMost(SOON).until(workers::known);
      send("w1", TestRecords.encode(Heartbeat.class, heartbeat("w1", 3)));
      await().atMost(SOON).until(() -> workers.slots("default").all() == 3);
    }
  }

  @Test
  void triesAgainForAsLongAsItFails() throws Exception {
    var attempts = new AtomicInteger();
    Supplier<Consumer<byte[], byte[]>> failing =
        () -> {
          if (attempts.incrementAndGet() <= 2) {
            throw new KafkaException("no consumer today");
          }
          return consumer();
        };
    try (var reader = read(failing)) {
      await().atMost(SOON).until(() -> attempts.get() > 3); // and there is no topic yet
      assertThat(workers.known()).isFalse();

      createTopic();
      await().atMost(SOON).until(workers::known);
    }
  }

  private HeartbeatReader read(Supplier<Consumer<byte[], byte[]>> consumers) {
    return HeartbeatReader.start(
        "test-heartbeats",
        workers,
        new HeartbeatReader.Source(
            topic,
            RecordCodecs.of(Heartbeat.class, Map.of()),
            Duration.ofMinutes(1),
            Duration.ofMillis(100),
            consumers));
  }

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private void createTopic() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
      await()
          .atMost(SOON)
          .until(() -> admin.describeTopics(List.of(topic)).allTopicNames().get().size() == 1);
    }
  }

  private void send(String key, byte[] value) throws Exception {
    byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(topic, bytes, value)).get();
  }

  private static Heartbeat heartbeat(String workerId, int slots) {
    return Heartbeat.newBuilder()
        .setWorkerId(workerId)
        .setHost("h")
        .setStartedAt(0)
        .setAt(0)
        .setConcurrency(slots)
        .build();
  }
}
