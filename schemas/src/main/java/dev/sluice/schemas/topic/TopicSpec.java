package dev.sluice.schemas.topic;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * What one topic must look like.
 *
 * @param name the full name
 * @param purpose which stage it carries, from whom to whom
 * @param key what the key of its records is
 * @param partitions how many; never changed on a topic that exists
 * @param replicationFactor how many copies
 * @param settings what differs from the brokers' defaults or must not depend on them
 */
public record TopicSpec(
    String name,
    String purpose,
    String key,
    int partitions,
    short replicationFactor,
    List<TopicSetting> settings) {

  public TopicSpec {
    if (partitions < 1) {
      throw new IllegalArgumentException(name + ": partitions must be at least 1: " + partitions);
    }
    if (replicationFactor < 1) {
      throw new IllegalArgumentException(
          name + ": replicationFactor must be at least 1: " + replicationFactor);
    }
    settings = List.copyOf(settings);
  }

  /** The value of a setting, if the specification has it. */
  public Optional<String> setting(String setting) {
    return settings.stream()
        .filter(s -> s.name().equals(setting))
        .map(TopicSetting::value)
        .findFirst();
  }

  /** This topic as the brokers' admin client takes it. */
  public NewTopic toNewTopic() {
    var configs = new TreeMap<String, String>();
    settings.forEach(setting -> configs.put(setting.name(), setting.value()));
    return new NewTopic(name, partitions, replicationFactor).configs(configs);
  }
}
