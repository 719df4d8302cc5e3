package dev.sluice.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Submission;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.release.ReleaseBalance;
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
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where releases are on a broker; the driver without one has a single partition of everything. */
@ExtendWith(KafkaExtension.class)
@Timeout(180)
class BalancedReleasesTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int PARTITIONS = 4;

  @TempDir Path directory;

  private String bootstrapServers;
  private Topics topics;
  private KafkaProducer<String, byte[]> producer;

  @BeforeEach
  void createTopics(KafkaCluster cluster) {
    bootstrapServers = cluster.bootstrapServers();
    topics = new Topics("t" + UUID.randomUUID().toString().substring(0, 8) + ".");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      var catalogue = new TopicCatalogue(topics, PARTITIONS, (short) 1, Set.of("default"));
      assertThat(TopicAdmin.apply(admin, catalogue).refused()).isEmpty();
    }
    producer = ScriptedWorker.producer(bootstrapServers);
  }

  @AfterEach
  void close() {
    producer.close(Duration.ofSeconds(5));
  }

  @Test
  void roundRobinGivesEachPartitionAsMany() throws Exception {
    try (Scheduler scheduler = start(ReleaseBalance.ROUND_ROBIN)) {
      submit(0, 40);

      assertThat(counts(awaitReleases(40))).containsOnly(10);
    }
  }

  @Test
  void leastLoadedGoesWhereTasksWereReportedOnceHoweverOftenTheyWere() throws Exception {
    try (Scheduler scheduler = start(ReleaseBalance.LEAST_LOADED)) {
      submit(0, 40);
      List<ConsumerRecord<String, byte[]>> first = awaitReleases(40);
      assertThat(counts(first)).containsOnly(10);

      for (ConsumerRecord<String, byte[]> release : first) {
        if (release.partition() == 2) {
          report(release, true);
          report(release, false);
          report(release, false);
        }
      }
      submit(40, 12);

      // Ten of them fill it up; the other two go anywhere.
      int[] counts = counts(awaitReleases(52));
      assertThat(counts[2]).isBetween(20, 21);
      assertThat(IntStream.of(counts).sum()).isEqualTo(52);
    }
  }

  private Scheduler start(ReleaseBalance balance) {
    Scheduler scheduler =
        Scheduler.start(
            SchedulerConfig.of(
                    Map.of("bootstrap.servers", bootstrapServers), directory.resolve("state"))
                .withTopics(topics)
                .withReleaseBalance(balance)
                .withApplicationId("scheduler-" + topics.prefix()));
    scheduler.awaitRunning(SOON);
    return scheduler;
  }

  private void submit(int from, int number) {
    for (int i = from; i < from + number; i++) {
      Submission task = FlowDriver.task("batch", "t" + i).build();
      var unused =
          producer.send(
              new ProducerRecord<>(
                  topics.submission(Priority.NORMAL),
                  "batch",
                  TestRecords.encode(Submission.class, task)));
    }
    producer.flush();
  }

  private void report(ConsumerRecord<String, byte[]> record, boolean leased) throws Exception {
    Release release = TestRecords.decode(Release.class, record.value());
    Report report =
        TestRecords.reported(release, TaskStatus.SUCCEEDED)
            .setLeased(leased)
            .setReleasePartition(record.partition())
            .build();
    producer
        .send(
            new ProducerRecord<>(
                topics.report(), release.getBatchId(), TestRecords.encode(Report.class, report)))
        .get();
  }

  private static int[] counts(List<ConsumerRecord<String, byte[]>> releases) {
    int[] counts = new int[PARTITIONS];
    releases.forEach(release -> counts[release.partition()]++);
    return counts;
  }

  private List<ConsumerRecord<String, byte[]>> awaitReleases(int number) {
    return await().atMost(SOON).until(this::releases, releases -> releases.size() == number);
  }

  private List<ConsumerRecord<String, byte[]>> releases() {
    String topic = topics.release("default", Priority.NORMAL);
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            ScriptedWorker.consumerProperties(bootstrapServers, "unused"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(topic, i)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }
}
