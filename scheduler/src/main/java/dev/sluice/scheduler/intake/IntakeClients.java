package dev.sluice.scheduler.intake;

import dev.sluice.schemas.topic.Topics;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** Kafka Streams' clients as they always are, but for the one that reads the source topics. */
public final class IntakeClients implements KafkaClientSupplier {

  private final Map<String, Urgency> byTopic;

  public IntakeClients(Topics topics) {
    this.byTopic = Urgency.byTopic(topics);
  }

  /** The topics that are read, by schedulers alone. */
  public static Set<String> sources(Topics topics) {
    return Urgency.byTopic(topics).keySet();
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    Object most = config.get(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);
    return new UrgentFirstConsumer(
        config,
        most == null
            ? ConsumerConfig.DEFAULT_MAX_POLL_RECORDS
            : Integer.parseInt(most.toString().trim()),
        byTopic);
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return plain(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return plain(config);
  }

  private static Consumer<byte[], byte[]> plain(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
