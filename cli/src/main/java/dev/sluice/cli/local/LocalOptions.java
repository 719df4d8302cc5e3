package dev.sluice.cli.local;

import dev.sluice.schemas.topic.TopicKeys;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a local Sluice is to be.
 *
 * @param dataDirectory null: a fresh temporary one, removed at the end
 * @param pools the pools that need workers
 * @param workers how many in each pool
 * @param settings properties for the scheduler and the workers
 * @param partitions of each topic by batch id
 * @param port where the broker listens; 0 = any free one
 */
public record LocalOptions(
    @Nullable Path dataDirectory,
    Set<String> pools,
    int workers,
    Map<String, String> settings,
    int partitions,
    int port) {

  /** For one batch: it lives in one partition of each topic anyway. */
  public static LocalOptions forOneBatch(
      @Nullable Path dataDirectory, Set<String> pools, int workers, Map<String, String> settings) {
    return new LocalOptions(dataDirectory, pools, workers, settings, 1, 0);
  }

  public LocalOptions {
    pools = Set.copyOf(pools);
    settings = Map.copyOf(settings);
    if (workers < 1 || workers > 1000) {
      throw new IllegalArgumentException("workers must be 1 to 1000, was " + workers);
    }
  }

  /** The names of its topics. */
  Topics topics() {
    return new Topics(
        settings.getOrDefault(TopicKeys.PREFIX.name(), TopicKeys.PREFIX.defaultValue()));
  }

  List<String> sortedPools() {
    return pools.stream().sorted().toList();
  }
}
