package dev.sluice.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.records.Priority;
import dev.sluice.records.Result;
import dev.sluice.records.Submission;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Brokers measure a compressed batch of records as it is; what is in it may be far larger. */
@ExtendWith(KafkaExtension.class)
class CompressedBombOnBrokerTest {

  private static final int MIB = 1024 * 1024;
  private static final int UNPACKED = 30 * MIB;

  @Test
  @DisplayName("B38 what unpacks to 30 MiB is judged by its real size, and the next task runs")
  void whatIsSmallOnlyCompressedIsJudgedByItsRealSize(KafkaCluster cluster, @TempDir Path directory)
      throws Exception {
    String brokers = cluster.bootstrapServers();
    var topics = new Topics("bomb.");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      TopicAdmin.apply(admin, new TopicCatalogue(topics, 1, (short) 1, Set.of("default")));
    }
    byte[] zeros = new byte[UNPACKED];
    Submission huge = FlowDriver.task("bombed", "huge").setPayload(ByteBuffer.wrap(zeros)).build();
    for (String codec : List.of("zstd", "gzip")) {
      try (var producer = compressing(brokers, codec)) {
        String normal = topics.submission(Priority.NORMAL);
        send(producer, normal, "no record at all", zeros);
        RecordMetadata sent =
            send(producer, normal, "bombed", TestRecords.encode(Submission.class, huge));
        assertThat(sent.serializedValueSize()).isGreaterThan(UNPACKED);
      }
    }
    try (var batches = new BatchOnBroker(brokers, topics);
        var scheduler = scheduler(brokers, topics, directory);
        var worker = new ScriptedWorker(brokers, topics)) {
      batches.publish("after", List.of(FlowDriver.task("after", "next").build()));

      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() ->
              assertThat(batches.results("after"))
                  .extracting(Result::getTaskId, Result::getStatus)
                  .containsExactly(tuple("next", TaskStatus.SUCCEEDED)));
      assertThat(batches.results("bombed"))
          .extracting(Result::getTaskId, Result::getStatus, Result::getReason)
          .containsExactly(tuple("huge", TaskStatus.REJECTED, "PAYLOAD_TOO_LARGE"));
      assertThat(worker.executed()).isEqualTo(1);
      assertThat(scheduler.counts()).containsEntry("dead-letter", 2L);
      assertThat(scheduler.failed()).isFalse();
    }
  }

  private static Scheduler scheduler(String brokers, Topics topics, Path directory) {
    var config =
        SchedulerConfig.of(Map.of("bootstrap.servers", brokers), directory)
            .withTopics(topics)
            .withApplicationId("bombed");
    Scheduler scheduler = Scheduler.start(config);
    scheduler.awaitRunning(Duration.ofSeconds(40));
    return scheduler;
  }

  private static KafkaProducer<String, byte[]> compressing(String brokers, String codec) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, codec);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * UNPACKED);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * UNPACKED);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  private static RecordMetadata send(
      KafkaProducer<String, byte[]> producer, String topic, String key, byte[] value)
      throws Exception {
    return producer.send(new ProducerRecord<>(topic, key, value)).get();
  }
}
