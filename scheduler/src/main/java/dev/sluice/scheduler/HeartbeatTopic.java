package dev.sluice.scheduler;

import dev.sluice.records.Heartbeat;
import dev.sluice.scheduler.workforce.HeartbeatReader;
import dev.sluice.scheduler.workforce.LiveWorkers;
import dev.sluice.schemas.serde.RecordCodecs;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Where the heartbeats of a configuration are. */
final class HeartbeatTopic {

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

  private HeartbeatTopic() {}

  /** Tells of the workers' heartbeats from now on. */
  static HeartbeatReader follow(SchedulerConfig config, LiveWorkers workers) {
    Map<String, Object> properties = properties(config);
    // Clocks differ; what is too old does no harm.
    Duration recent = config.workerTimeout().multipliedBy(2).plusSeconds(10);
    return HeartbeatReader.start(
        config.applicationId() + "-heartbeats",
        workers,
        new HeartbeatReader.Source(
            config.topics().worker(),
            RecordCodecs.of(Heartbeat.class, config.kafka()),
            recent,
            AGAIN_AFTER,
            () -> consumer(properties)));
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Map<String, Object> properties(SchedulerConfig config) {
    Map<String, Object> properties = new HashMap<>(config.kafka());
    // A reader of its own position, in no group: each scheduler reads all heartbeats.
    properties.remove(CommonClientConfigs.GROUP_ID_CONFIG);
    properties.remove(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, config.applicationId() + "-heartbeats");
    return properties;
  }
}
