package dev.sluice.scheduler;

import dev.sluice.observability.HealthKeys;
import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.ConfigType;
import dev.sluice.schemas.topic.TopicKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The table of the scheduler's configuration keys: its own, and those of each theme. */
public final class SchedulerKeys {

  private static final int MIB = 1024 * 1024;

  public static final ConfigKey<String> TOPIC_PREFIX = TopicKeys.PREFIX;

  public static final ConfigKey<List<String>> POOLS = TopicKeys.POOLS;

  public static final ConfigKey<String> APPLICATION_ID =
      new ConfigKey<>(
          "sluice.scheduler.application-id",
          ConfigType.string(),
          "sluice-scheduler",
          "",
          "Names the group of schedulers that share the work, and their state topics. Topics belong"
              + " to one group: a scheduler with another id does not start on them, because it would"
              + " run everything again.");

  public static final ConfigKey<Path> STATE_DIRECTORY =
      new ConfigKey<>(
          "sluice.scheduler.state-directory",
          ConfigType.path(),
          Path.of("data", "scheduler"),
          "",
          "Where the state is kept between restarts. What is lost there is restored from the"
              + " brokers. One process at a time.");

  public static final ConfigKey<Integer> THREADS =
      new ConfigKey<>(
          "sluice.scheduler.threads",
          ConfigType.integer(1, 64),
          1,
          "threads",
          "Stream threads of this process; more than there are partitions stay idle.");

  public static final ConfigKey<Integer> STANDBY_REPLICAS =
      new ConfigKey<>(
          "sluice.scheduler.standby-replicas",
          ConfigType.integer(0, 5),
          0,
          "copies",
          "Warm copies of the state on other schedulers, for a quick takeover. Use 1 with two or"
              + " more processes.");

  public static final ConfigKey<Long> ROCKSDB_MEMORY =
      new ConfigKey<>(
          "sluice.scheduler.rocksdb-memory",
          ConfigType.size(8L * MIB, 64L * 1024 * MIB),
          128L * MIB,
          "",
          "Memory of all state stores together: block cache and write buffers, off the Java heap.");

  /** Where it answers questions about its health and metrics. */
  public static final HealthKeys HEALTH = HealthKeys.of("scheduler");

  private SchedulerKeys() {}

  /** All keys, in the order of the reference page. */
  public static List<ConfigKey<?>> all() {
    return Stream.of(own(), BatchKeys.all(), PaceKeys.all(), OutageKeys.all(), HEALTH.all())
        .<ConfigKey<?>>flatMap(List::stream)
        .toList();
  }

  private static List<ConfigKey<?>> own() {
    return List.of(
        TOPIC_PREFIX,
        POOLS,
        APPLICATION_ID,
        STATE_DIRECTORY,
        THREADS,
        STANDBY_REPLICAS,
        ROCKSDB_MEMORY);
  }
}
