package dev.sluice.embedded.junit;

/**
 * The Kafka that all tests of this JVM share: name topics, groups and transactional ids so that
 * tests do not meet.
 */
public interface KafkaCluster {

  /** The address for clients, as {@code bootstrap.servers} wants it. */
  String bootstrapServers();
}
