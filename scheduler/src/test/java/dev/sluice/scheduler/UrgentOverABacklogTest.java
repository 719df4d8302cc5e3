package dev.sluice.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.records.Priority;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is urgent overtakes a backlog, on a broker: the consumer decides about that. */
@ExtendWith(KafkaExtension.class)
@Timeout(240)
class UrgentOverABacklogTest {

  private static final Duration SOON = Duration.ofSeconds(120);
  private static final int BACKLOG = 60_000;

  /** What a poll gives a few times over, and what is done until it is seen on the brokers. */
  private static final int SMALL_PART = BACKLOG / 5;

  @TempDir Path directory;

  private String bootstrapServers;
  private Topics topics;
  private BatchOnBroker batches;

  @BeforeEach
  void createTopics(KafkaCluster cluster) {
    bootstrapServers = cluster.bootstrapServers();
    topics = new Topics("t" + UUID.randomUUID().toString().substring(0, 8) + ".");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      var catalogue = new TopicCatalogue(topics, 4, (short) 1, Set.of("default"));
      assertThat(TopicAdmin.apply(admin, catalogue).refused()).isEmpty();
    }
    batches = new BatchOnBroker(bootstrapServers, topics);
  }

  @AfterEach
  void close() {
    batches.close();
  }

  @Test
  void aCriticalTaskOvertakesABacklogOfTheBackground() throws Exception {
    for (int i = 0; i < 4; i++) {
      String batchId = "backlog-" + i;
      batches.publish(
          batchId, BatchOnBroker.independent(batchId, BACKLOG / 4), Priority.BACKGROUND);
    }
    String background = topics.release("default", Priority.BACKGROUND);
    String critical = topics.release("default", Priority.CRITICAL);
    try (Scheduler scheduler = start()) {
      await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> released(scheduler) > 0);
      batches.publish("urgent", BatchOnBroker.independent("urgent", 1), Priority.CRITICAL);
      await().atMost(SOON).until(() -> released(scheduler) == BACKLOG + 1);
    }
    long asked = times(topics.submission(Priority.CRITICAL)).getFirst();
    long given = times(critical).getFirst();
    List<Long> others = times(background);

    assertThat(others).hasSize(BACKLOG);
    assertThat(others.stream().filter(at -> at > asked).count())
        .as("the backlog was not through when the critical task came")
        .isGreaterThan(BACKLOG / 2);
    assertThat(others.stream().filter(at -> at >= asked && at < given).count())
        .as("released of the backlog while the critical task waited")
        .isLessThan(SMALL_PART);
  }

  private static long released(Scheduler scheduler) {
    return scheduler.counts().getOrDefault("release", 0L);
  }

  /** When the brokers recorded what is in a topic. */
  private List<Long> times(String topic) {
    List<Long> times = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            ScriptedWorker.consumerProperties(bootstrapServers, "unused"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          times.add(record.timestamp());
        }
      }
    }
    return times;
  }

  private Scheduler start() {
    Scheduler scheduler =
        Scheduler.start(
            SchedulerConfig.of(
                    Map.of("bootstrap.servers", bootstrapServers), directory.resolve("state"))
                .withTopics(topics)
                .withApplicationId("scheduler-" + topics.prefix()));
    scheduler.awaitRunning(SOON);
    return scheduler;
  }
}
