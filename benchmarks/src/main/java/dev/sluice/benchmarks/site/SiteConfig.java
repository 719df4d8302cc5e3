package dev.sluice.benchmarks.site;

import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a site is to be.
 *
 * @param partitions of each topic
 * @param settings properties of schedulers and workers, as {@code -X} gives them
 * @param javaOptions JVM options by process
 */
public record SiteConfig(
    int partitions, Map<String, String> settings, Map<Role, List<String>> javaOptions) {

  /** The processes of a site. */
  public enum Role {
    BROKER,
    SCHEDULER,
    WORKER
  }

  public SiteConfig {
    settings = Map.copyOf(settings);
    javaOptions = Map.copyOf(javaOptions);
  }

  /** As a user starts them who configures nothing. */
  public static SiteConfig plain() {
    return new SiteConfig(TopicCatalogue.DEFAULT_PARTITIONS, Map.of(), Map.of());
  }

  /** The same with one more property. */
  public SiteConfig with(String name, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(name, value);
    return new SiteConfig(partitions, more, javaOptions);
  }

  /** The topics, as {@code sluice topics apply} makes them. */
  TopicCatalogue catalogue() {
    return catalogue(partitions);
  }

  static TopicCatalogue catalogue(int partitions) {
    return new TopicCatalogue(Topics.DEFAULT, partitions, (short) 1, Set.of("default"));
  }

  /** The properties that a process knows: not those of the other kind of process. */
  Map<String, String> settingsOf(Role role) {
    String other = role == Role.SCHEDULER ? "sluice.worker." : "sluice.scheduler.";
    Map<String, String> own = new HashMap<>(settings);
    own.keySet().removeIf(name -> name.startsWith(other));
    return own;
  }

  List<String> javaOptionsOf(Role role) {
    return javaOptions.getOrDefault(role, List.of());
  }
}
