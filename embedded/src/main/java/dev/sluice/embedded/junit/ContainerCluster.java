package dev.sluice.embedded.junit;

import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The published image in a container, with the group settings of the embedded broker. */
record ContainerCluster(KafkaContainer container) implements RunningCluster {

  static final String IMAGE = "apache/kafka:4.3.1";

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"),
          Map.entry("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1"),
          Map.entry("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1"),
          Map.entry("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_NUM_PARTITIONS", "4"),
          Map.entry("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4"),
          Map.entry("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4"),
          Map.entry("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "3000"),
          Map.entry("KAFKA_GROUP_SHARE_MIN_RECORD_LOCK_DURATION_MS", "1000"),
          Map.entry("KAFKA_GROUP_SHARE_HEARTBEAT_INTERVAL_MS", "500"),
          Map.entry("KAFKA_GROUP_SHARE_MIN_HEARTBEAT_INTERVAL_MS", "500"),
          Map.entry("KAFKA_GROUP_SHARE_SESSION_TIMEOUT_MS", "6000"),
          Map.entry("KAFKA_GROUP_SHARE_MIN_SESSION_TIMEOUT_MS", "3000"),
          Map.entry("KAFKA_GROUP_SHARE_ASSIGNMENT_INTERVAL_MS", "100"),
          Map.entry("KAFKA_GROUP_CONSUMER_HEARTBEAT_INTERVAL_MS", "500"),
          Map.entry("KAFKA_GROUP_CONSUMER_MIN_HEARTBEAT_INTERVAL_MS", "500"),
          Map.entry("KAFKA_GROUP_CONSUMER_SESSION_TIMEOUT_MS", "6000"),
          Map.entry("KAFKA_GROUP_CONSUMER_MIN_SESSION_TIMEOUT_MS", "3000"),
          Map.entry("KAFKA_GROUP_CONSUMER_ASSIGNMENT_INTERVAL_MS", "100"));

  static Optional<String> unavailability() {
    return DockerClientFactory.instance().isDockerAvailable()
        ? Optional.empty()
        : Optional.of(
            "-Dsluice.kafka=testcontainers needs Docker, and none answers here:"
                + " start it, or test with the embedded broker");
  }

  @SuppressWarnings("resource") // the container is closed with the cluster
  static ContainerCluster started() {
    KafkaContainer container = new KafkaContainer(IMAGE).withEnv(SETTINGS);
    container.start();
    return new ContainerCluster(container);
  }

  @Override
  public String bootstrapServers() {
    return container.getBootstrapServers();
  }

  @Override
  public void close() {
    container.stop();
  }
}
