package dev.sluice.scheduler;

import dev.sluice.schemas.config.Settings;
import java.time.Duration;

/**
 * Times and sizes of Kafka Streams. {@link SchedulerKeys} says what each is for.
 *
 * @param rocksDbBytes all stores together
 */
public record StreamsTuning(
    int standbyReplicas,
    Duration commitInterval,
    Duration poll,
    Duration linger,
    long rocksDbBytes,
    Duration sessionTimeout,
    Duration transactionTimeout,
    Duration taskTimeout,
    Duration registryPatience,
    Duration stateCleanupDelay,
    Duration closeTimeout) {

  /** The defaults of the table of keys. */
  public static final StreamsTuning DEFAULT =
      new StreamsTuning(
          SchedulerKeys.STANDBY_REPLICAS.defaultValue(),
          PaceKeys.COMMIT_INTERVAL.defaultValue(),
          PaceKeys.POLL.defaultValue(),
          PaceKeys.LINGER.defaultValue(),
          SchedulerKeys.ROCKSDB_MEMORY.defaultValue(),
          OutageKeys.SESSION_TIMEOUT.defaultValue(),
          OutageKeys.TRANSACTION_TIMEOUT.defaultValue(),
          OutageKeys.TASK_TIMEOUT.defaultValue(),
          OutageKeys.REGISTRY_PATIENCE.defaultValue(),
          OutageKeys.STATE_CLEANUP_DELAY.defaultValue(),
          OutageKeys.CLOSE_TIMEOUT.defaultValue());

  static StreamsTuning from(Settings settings) {
    return new StreamsTuning(
        settings.get(SchedulerKeys.STANDBY_REPLICAS),
        settings.get(PaceKeys.COMMIT_INTERVAL),
        settings.get(PaceKeys.POLL),
        settings.get(PaceKeys.LINGER),
        settings.get(SchedulerKeys.ROCKSDB_MEMORY),
        settings.get(OutageKeys.SESSION_TIMEOUT),
        settings.get(OutageKeys.TRANSACTION_TIMEOUT),
        settings.get(OutageKeys.TASK_TIMEOUT),
        settings.get(OutageKeys.REGISTRY_PATIENCE),
        settings.get(OutageKeys.STATE_CLEANUP_DELAY),
        settings.get(OutageKeys.CLOSE_TIMEOUT));
  }
}
