package dev.sluice.cli.connection;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.ConfigurationException;
import dev.sluice.schemas.config.NearestName;
import dev.sluice.schemas.config.Property;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The names that a property in a profile may have. Stricter than a command's own files: Kafka's
 * clients leave aside what they do not know, so a slip in a profile would never be noticed. Names
 * of plug-ins belong into the file that {@code command-config} names.
 */
final class KnownNames {

  private static final List<String> OF_THE_REGISTRY =
      List.of("schema.registry.", "basic.auth.", "http.connect.timeout.ms", "http.read.timeout.ms");

  private final Set<String> names = new TreeSet<>();

  KnownNames(List<ConfigKey<?>> sluice) {
    sluice.forEach(key -> names.add(key.name()));
    names.addAll(AdminClientConfig.configNames());
    names.addAll(ConsumerConfig.configNames());
    names.addAll(ProducerConfig.configNames());
    names.addAll(List.of("schema.registry.url", "basic.auth.user.info"));
    names.addAll(List.of("basic.auth.credentials.source", "auto.register.schemas"));
    names.addAll(List.of("key.subject.name.strategy", "value.subject.name.strategy"));
    names.addAll(List.of(ProfilesFile.COMMAND_CONFIG, ProfilesFile.OUTPUT));
  }

  /**
   * Lets a property pass.
   *
   * @throws ConfigurationException if nobody knows its name
   */
  void check(String profile, Property property) {
    String name = property.name();
    if (!names.contains(name) && OF_THE_REGISTRY.stream().noneMatch(name::startsWith)) {
      throw new ConfigurationException(
          ProfilesFile.keyOf(profile, name), property.origin(), "is not known" + remedy(name));
    }
  }

  private String remedy(String name) {
    return NearestName.near(name, names)
        .map(nearest -> "; did you mean " + nearest + "?")
        .orElse("; names of plug-ins belong into the file that command-config names");
  }
}
