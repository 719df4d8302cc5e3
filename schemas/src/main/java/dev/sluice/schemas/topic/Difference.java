package dev.sluice.schemas.topic;

/** One way in which the brokers' topics are not what the catalogue says. */
public sealed interface Difference {

  /** The topic it is about. */
  String topic();

  /** One line for people: what is, what should be, and what to do. */
  String describe();

  /** The topic is not there. */
  record MissingTopic(TopicSpec expected) implements Difference {
    @Override
    public String topic() {
      return expected.name();
    }

    @Override
    public String describe() {
      return topic() + " does not exist; create it: sluice topics apply";
    }
  }

  /**
   * The topic has another number of partitions. Changing it would move batches to other partitions
   * in the middle of their work, so nothing here ever does.
   */
  record WrongPartitions(String topic, int actual, int expected) implements Difference {
    @Override
    public String describe() {
      return "%s has %d partitions, expected %d; set sluice.topics.partitions to %d, or drain, delete and create all topics anew"
          .formatted(topic, actual, expected, actual);
    }
  }

  /** The topic has fewer copies than asked for. */
  record WrongReplication(String topic, int actual, int expected) implements Difference {
    @Override
    public String describe() {
      return "%s has %d replicas, expected %d; add replicas with kafka-reassign-partitions.sh, or set sluice.topics.replication-factor to %d"
          .formatted(topic, actual, expected, actual);
    }
  }

  /** A setting of the topic has another value. */
  record WrongSetting(String topic, TopicSetting expected, String actual) implements Difference {
    @Override
    public String describe() {
      return "%s has %s=%s, expected %s (%s); correct it: sluice topics apply"
          .formatted(topic, expected.name(), actual, expected.value(), expected.reason());
    }
  }
}
