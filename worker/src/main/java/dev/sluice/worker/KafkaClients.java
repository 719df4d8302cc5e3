package dev.sluice.worker;

import dev.sluice.records.Priority;
import dev.sluice.worker.transport.ReleaseTransport;
import dev.sluice.worker.transport.share.ShareGroups;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka clients of one worker. What guarantees rest on can't be configured away. */
final class KafkaClients {

  private static final int MOST_REQUEST_BYTES = 7 * 1024 * 1024;
  private static final int MOST_BLOCK_MS = 10_000;

  // The one that is refused, and one more in case the worker dies before it has said so.
  private static final int SPARE_DELIVERIES = 2;

  private final WorkerConfig config;

  KafkaClients(WorkerConfig config) {
    this.config = config;
  }

  /** For reports, dead letters and heartbeats. */
  Producer<byte[], byte[]> producer() {
    Map<String, Object> properties = new HashMap<>(config.kafka());
    properties.putIfAbsent("client.id", config.workerId());
    properties.put("linger.ms", config.linger().toMillis());
    // The brokers' topic limits decide what is too large; a dead letter is as large as a release.
    properties.put("max.request.size", MOST_REQUEST_BYTES);
    properties.putIfAbsent("max.block.ms", MOST_BLOCK_MS);
    properties.put("acks", "all");
    properties.put("enable.idempotence", true);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** For signals: a reader of its own, without a group. */
  Consumer<byte[], byte[]> signals() {
    Map<String, Object> properties = new HashMap<>(config.kafka());
    properties.remove("group.id");
    properties.put("client.id", config.workerId() + "-signals");
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", false);
    properties.put("auto.offset.reset", "earliest");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** For results: a reader of its own, without a group. */
  Consumer<byte[], byte[]> results() {
    Map<String, Object> properties = new HashMap<>(config.kafka());
    properties.remove("group.id");
    properties.put("client.id", config.workerId() + "-results");
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", false);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The pool's five release topics, over the transport that the configuration names. */
  ReleaseTransport releases() {
    Map<Priority, String> topics = new EnumMap<>(Priority.class);
    for (Priority priority : Priority.values()) {
      topics.put(priority, config.topics().release(config.pool(), priority));
    }
    return switch (config.transport()) {
      case AUTO, SHARE ->
          new ShareGroups(config.kafka())
              .join(
                  "sluice-worker." + config.pool(),
                  config.workerId(),
                  topics,
                  config.lock(),
                  config.retries().maxLost() + SPARE_DELIVERIES);
    };
  }
}
