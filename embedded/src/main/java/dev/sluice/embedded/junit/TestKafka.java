package dev.sluice.embedded.junit;

import java.util.Optional;

/** The Kafkas that tests can run on. */
enum TestKafka {
  EMBEDDED {
    @Override
    Optional<String> unavailability() {
      return Optional.empty();
    }

    @Override
    RunningCluster start() {
      return EmbeddedCluster.started();
    }
  },

  TESTCONTAINERS {
    @Override
    Optional<String> unavailability() {
      return ContainerCluster.unavailability();
    }

    @Override
    RunningCluster start() {
      return ContainerCluster.started();
    }
  };

  private static final String PROPERTY = "sluice.kafka";

  static TestKafka chosen() {
    String name = System.getProperty(PROPERTY, "embedded");
    return switch (name) {
      case "embedded" -> EMBEDDED;
      case "testcontainers" -> TESTCONTAINERS;
      default ->
          throw new IllegalArgumentException(
              "-D" + PROPERTY + " must be embedded or testcontainers, not " + name);
    };
  }

  /** Why this Kafka cannot be started here; empty if it can. */
  abstract Optional<String> unavailability();

  abstract RunningCluster start();
}
