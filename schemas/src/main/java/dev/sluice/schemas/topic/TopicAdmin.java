package dev.sluice.schemas.topic;

import dev.sluice.schemas.topic.Difference.MissingTopic;
import dev.sluice.schemas.topic.Difference.WrongPartitions;
import dev.sluice.schemas.topic.Difference.WrongReplication;
import dev.sluice.schemas.topic.Difference.WrongSetting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Compares the topics on the brokers with the catalogue and makes them equal, as far as that harms
 * no batch. Blocks until the brokers answer, at most the client's {@code default.api.timeout.ms};
 * what they refuse comes as Kafka's own exception.
 */
public final class TopicAdmin {

  private static final long LOOK_AGAIN_NANOS = 20_000_000;
  private static final int LOOKS = 500;

  private TopicAdmin() {}

  /** Every difference, in the order of the catalogue. Empty: all is as it should be. */
  public static List<Difference> verify(Admin admin, TopicCatalogue catalogue) {
    List<TopicSpec> specs = catalogue.topics();
    Map<String, TopicDescription> topics = describe(admin, specs);
    Map<String, Config> settings = settings(admin, topics.keySet());
    List<Difference> differences = new ArrayList<>();
    for (TopicSpec spec : specs) {
      TopicDescription topic = topics.get(spec.name());
      Config config = settings.get(spec.name());
      if (topic == null || config == null) {
        differences.add(new MissingTopic(spec));
      } else {
        differences.addAll(compare(spec, topic, config));
      }
    }
    return List.copyOf(differences);
  }

  /**
   * Creates what is missing and corrects what is set wrong, and returns when the brokers that
   * answer see it so. If a topic has the wrong number of partitions nothing is done at all: a part
   * of the topics with another number is worse than none.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if the brokers still answer otherwise
   *     after many looks
   */
  public static Applied apply(Admin admin, TopicCatalogue catalogue) {
    Set<TopicSpec> created = new LinkedHashSet<>();
    Set<WrongSetting> corrected = new LinkedHashSet<>();
    // The controller decides at once; the brokers that answer questions learn it a moment later.
    for (int look = 0; look < LOOKS; look++) {
      List<TopicSpec> missing = new ArrayList<>();
      List<WrongSetting> wrong = new ArrayList<>();
      List<Difference> refused = new ArrayList<>();
      for (Difference difference : verify(admin, catalogue)) {
        switch (difference) {
          case MissingTopic topic -> missing.add(topic.expected());
          case WrongSetting setting -> wrong.add(setting);
          case WrongPartitions partitions -> refused.add(partitions);
          case WrongReplication replication -> refused.add(replication);
        }
      }
      if (!refused.isEmpty() || (missing.isEmpty() && wrong.isEmpty())) {
        return new Applied(List.copyOf(created), List.copyOf(corrected), refused);
      }
      missing.removeAll(created);
      created.addAll(create(admin, missing));
      correct(admin, wrong);
      corrected.addAll(wrong);
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    throw new TimeoutException("the brokers do not see the topics that were applied; look again");
  }

  private static List<Difference> compare(TopicSpec spec, TopicDescription topic, Config config) {
    List<Difference> found = new ArrayList<>();
    int partitions = topic.partitions().size();
    if (partitions != spec.partitions()) {
      found.add(new WrongPartitions(spec.name(), partitions, spec.partitions()));
    }
    int replicas = topic.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
    if (replicas < spec.replicationFactor()) {
      found.add(new WrongReplication(spec.name(), replicas, spec.replicationFactor()));
    }
    for (TopicSetting setting : spec.settings()) {
      ConfigEntry entry = config.get(setting.name());
      String actual = entry == null || entry.value() == null ? "" : entry.value();
      if (!setting.accepts(actual)) {
        found.add(new WrongSetting(spec.name(), setting, actual));
      }
    }
    return found;
  }

  private static Map<String, TopicDescription> describe(Admin admin, List<TopicSpec> specs) {
    Map<String, TopicDescription> found = new HashMap<>();
    admin
        .describeTopics(specs.stream().map(TopicSpec::name).toList())
        .topicNameValues()
        .forEach((name, answer) -> {
          try {
            found.put(name, await(answer));
          } catch (UnknownTopicOrPartitionException absent) {
            found.remove(name);
          }
        });
    return found;
  }

  private static Map<String, Config> settings(Admin admin, Collection<String> topics) {
    Map<String, Config> found = new HashMap<>();
    admin
        .describeConfigs(topics.stream().map(TopicAdmin::resource).toList())
        .values()
        .forEach((resource, answer) -> {
          try {
            found.put(resource.name(), await(answer));
          } catch (UnknownTopicOrPartitionException goneMeanwhile) {
            found.remove(resource.name());
          }
        });
    return found;
  }

  /** Those that did not exist: another process may apply at the same moment. */
  private static List<TopicSpec> create(Admin admin, List<TopicSpec> missing) {
    var answers = admin.createTopics(missing.stream().map(TopicSpec::toNewTopic).toList()).values();
    List<TopicSpec> created = new ArrayList<>();
    for (TopicSpec spec : missing) {
      try {
        await(answers.get(spec.name()));
        created.add(spec);
      } catch (TopicExistsException e) {
        // The next look tells whether it is as it should be.
      }
    }
    return created;
  }

  private static void correct(Admin admin, List<WrongSetting> wrong) {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (WrongSetting setting : wrong) {
      var entry = new ConfigEntry(setting.expected().name(), setting.expected().value());
      changes
          .computeIfAbsent(resource(setting.topic()), topic -> new ArrayList<>())
          .add(new AlterConfigOp(entry, AlterConfigOp.OpType.SET));
    }
    if (!changes.isEmpty()) {
      await(admin.incrementalAlterConfigs(changes).all());
    }
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new KafkaException(e.getCause());
    }
  }
}
