package dev.sluice.schemas.topic;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.ConfigType;
import dev.sluice.schemas.config.Settings;
import java.util.List;
import java.util.Set;

/** The configuration keys of the topics: the same in every process of a deployment. */
public final class TopicKeys {

  public static final ConfigKey<String> PREFIX =
      new ConfigKey<>(
          "sluice.topics.prefix",
          ConfigType.string(),
          Topics.DEFAULT.prefix(),
          "",
          "What the name of every topic begins with; one deployment per prefix.");

  public static final ConfigKey<Integer> PARTITIONS =
      new ConfigKey<>(
          "sluice.topics.partitions",
          ConfigType.integer(1, 10_000),
          TopicCatalogue.DEFAULT_PARTITIONS,
          "",
          "Partitions of each topic that is partitioned by batch id, and of the release topics."
              + " Can't be changed once the topics exist.");

  public static final ConfigKey<Integer> REPLICATION_FACTOR =
      new ConfigKey<>(
          "sluice.topics.replication-factor",
          ConfigType.integer(1, 100),
          1,
          "",
          "Copies of each topic; 3 on a cluster. From 2 on, two must be in sync to write.");

  /** The name of a pool, which is part of the names of topics. */
  public static final ConfigType<String> POOL_NAME =
      ConfigType.text(TopicCatalogue.POOL, "1 to 40 of a-z 0-9 -");

  public static final ConfigKey<List<String>> POOLS =
      new ConfigKey<>(
          "sluice.pools",
          ConfigType.list(POOL_NAME),
          List.of("default"),
          "",
          "The worker pools of the deployment; each has its own release topics. A task for another"
              + " pool is rejected.");

  /** The table. */
  public static final List<ConfigKey<?>> ALL =
      List.of(PREFIX, PARTITIONS, REPLICATION_FACTOR, POOLS);

  private TopicKeys() {}

  /** The catalogue that these settings describe. */
  public static TopicCatalogue catalogue(Settings settings) {
    return new TopicCatalogue(
        new Topics(settings.get(PREFIX)),
        settings.get(PARTITIONS),
        settings.get(REPLICATION_FACTOR).shortValue(),
        Set.copyOf(settings.get(POOLS)));
  }
}
