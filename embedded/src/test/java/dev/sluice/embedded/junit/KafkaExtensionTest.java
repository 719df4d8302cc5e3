package dev.sluice.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class KafkaExtensionTest {

  private static final String TOPIC = "shared-work";
  private static final String GROUP = "share-group";

  private static KafkaCluster classWide;
  private KafkaCluster ofThisTest;

  @Test
  void fieldsAndParametersGetTheSameCluster(KafkaCluster parameter) {
    assertThat(parameter).isNotNull().isSameAs(classWide).isSameAs(ofThisTest);
  }

  @Test
  void aShareGroupTakesEveryCommittedRecordOnce(KafkaCluster kafka) throws Exception {
    prepareTopicAndGroup(kafka);
    List<String> published = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
    publishInOneTransaction(kafka, published);

    List<String> taken = new ArrayList<>();
    try (KafkaShareConsumer<String, String> consumer =
        new KafkaShareConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", GROUP),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInSameThread()
          .pollInterval(Duration.ZERO)
          .untilAsserted(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> taken.add(record.value()));
            assertThat(taken).containsExactlyInAnyOrderElementsOf(published);
          });
    }
  }

  private static void prepareTopicAndGroup(KafkaCluster kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 4, (short) 1))).all().get();
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.GROUP, GROUP),
                  List.of(
                      set("share.auto.offset.reset", "earliest"),
                      set("share.isolation.level", "read_committed"))))
          .all()
          .get();
    }
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  private static void publishInOneTransaction(KafkaCluster kafka, List<String> values) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (String value : values) {
        var unused = producer.send(new ProducerRecord<>(TOPIC, value, value));
      }
      producer.commitTransaction();
    }
  }
}
