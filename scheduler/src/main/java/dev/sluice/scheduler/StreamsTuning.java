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
          SchedulerKeys.COMMIT_INTERVAL.defaultValue(),
          SchedulerKeys.POLL.defaultValue(),
          SchedulerKeys.LINGER.defaultValue(),
          SchedulerKeys.ROCKSDB_MEMORY.defaultValue(),
          SchedulerKeys.SESSION_TIMEOUT.defaultValue(),
          SchedulerKeys.TRANSACTION_TIMEOUT.defaultValue(),
          SchedulerKeys.TASK_TIMEOUT.defaultValue(),
          SchedulerKeys.REGISTRY_PATIENCE.defaultValue(),
          SchedulerKeys.STATE_CLEANUP_DELAY.defaultValue(),
          SchedulerKeys.CLOSE_TIMEOUT.defaultValue());

  static StreamsTuning from(Settings settings) {
    return new StreamsTuning(
        settings.get(SchedulerKeys.STANDBY_REPLICAS),
        settings.get(SchedulerKeys.COMMIT_INTERVAL),
        settings.get(SchedulerKeys.POLL),
        settings.get(SchedulerKeys.LINGER),
        settings.get(SchedulerKeys.ROCKSDB_MEMORY),
        settings.get(SchedulerKeys.SESSION_TIMEOUT),
        settings.get(SchedulerKeys.TRANSACTION_TIMEOUT),
        settings.get(SchedulerKeys.TASK_TIMEOUT),
        settings.get(SchedulerKeys.REGISTRY_PATIENCE),
        settings.get(SchedulerKeys.STATE_CLEANUP_DELAY),
        settings.get(SchedulerKeys.CLOSE_TIMEOUT));
  }
}
