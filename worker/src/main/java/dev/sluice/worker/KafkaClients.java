package dev.sluice.worker;

import dev.sluice.records.Priority;
import dev.sluice.worker.transport.ReleaseTransport;
import dev.sluice.worker.transport.consumer.ConsumerGroups;
import dev.sluice.worker.transport.consumer.GroupSessions;
import dev.sluice.worker.transport.share.ShareGroups;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka clients of one worker. What guarantees rest on can't be configured away. */
final class KafkaClients {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaClients.class);

  private static final int MOST_REQUEST_BYTES = 7 * 1024 * 1024;
  private static final int MOST_BLOCK_MS = 10_000;

  // The one that is refused, and one more in case the worker dies before it has said so.
  private static final int SPARE_DELIVERIES = 2;

  // Kafka refuses them for share groups, and whoever sets them may not know what auto takes.
  private static final Set<String> CONSUMER_GROUPS_ONLY =
      Set.of(
          "session.timeout.ms",
          "heartbeat.interval.ms",
          "group.instance.id",
          "partition.assignment.strategy",
          "group.remote.assignor");

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
    return switch (config.transport().kind()) {
      case SHARE -> shareGroup();
      case CONSUMER -> consumerGroup();
      case AUTO -> {
        boolean share = new GroupSessions(config.kafka()).share();
        LOG.info(
            share
                ? "Releases come over a share group: the brokers have them"
                : "Releases come over a consumer group: the brokers have no share groups");
        yield share ? shareGroup() : consumerGroup();
      }
    };
  }

  private ReleaseTransport shareGroup() {
    Map<String, Object> properties = new HashMap<>(config.kafka());
    CONSUMER_GROUPS_ONLY.forEach(properties::remove);
    return new ShareGroups(properties)
        .join(
            "sluice-worker." + config.pool(),
            config.workerId(),
            topics(),
            config.lock(),
            config.retries().maxLost() + SPARE_DELIVERIES);
  }

  /** A group has one type for ever, so this one has another name; pools' names have no dots. */
  private ReleaseTransport consumerGroup() {
    return new ConsumerGroups(config.kafka(), config.transport().protocol())
        .join(
            "sluice-worker." + config.pool() + ".consumer",
            config.workerId(),
            topics().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey)),
            config.retries().maxLost());
  }

  private Map<Priority, String> topics() {
    Map<Priority, String> topics = new EnumMap<>(Priority.class);
    for (Priority priority : Priority.values()) {
      topics.put(priority, config.topics().release(config.pool(), priority));
    }
    return topics;
  }
}
