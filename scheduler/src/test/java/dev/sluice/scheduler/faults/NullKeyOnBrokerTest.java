package dev.sluice.scheduler.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What only a broker can say about keys. */
@ExtendWith(KafkaExtension.class)
class NullKeyOnBrokerTest {

  @Test
  @DisplayName("B44 the broker takes no record without a key for a compacted topic of Sluice")
  void theBrokerTakesNoRecordWithoutAKeyForACompactedTopic(KafkaCluster cluster) throws Exception {
    var topics = new Topics("nokey.");
    Map<String, Object> config =
        Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
    try (Admin admin = Admin.create(config)) {
      var catalogue = new TopicCatalogue(topics, 1, (short) 1, Set.of("default"));
      assertThat(TopicAdmin.apply(admin, catalogue).refused()).isEmpty();
    }
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String topic : List.of(topics.result(), topics.summary())) {
        var withoutKey = new ProducerRecord<byte[], byte[]>(topic, null, new byte[] {1});

        assertThatThrownBy(() -> producer.send(withoutKey).get())
            .cause()
            .isInstanceOf(InvalidRecordException.class);
      }
    }
  }
}
