package dev.sluice.scheduler;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.ConfigType;
import java.time.Duration;
import java.util.List;

/**
 * How long a scheduler bears that brokers, a registry, other schedulers or its own threads fail.
 */
public final class OutageKeys {

  public static final ConfigKey<Duration> SESSION_TIMEOUT =
      new ConfigKey<>(
          "sluice.scheduler.session-timeout",
          ConfigType.duration(Duration.ofSeconds(1), Duration.ofMinutes(30)),
          Duration.ofSeconds(10),
          "",
          "After this silence another scheduler takes the work of one that died over. Brokers refuse"
              + " less than their group.min.session.timeout.ms, 6s by default.");

  public static final ConfigKey<Duration> TRANSACTION_TIMEOUT =
      new ConfigKey<>(
          "sluice.scheduler.transaction-timeout",
          ConfigType.duration(Duration.ofSeconds(1), Duration.ofMinutes(15)),
          Duration.ofSeconds(10),
          "",
          "After this time the brokers abort what a scheduler that died left open, and readers go"
              + " on.");

  public static final ConfigKey<Duration> TASK_TIMEOUT =
      new ConfigKey<>(
          "sluice.scheduler.task-timeout",
          ConfigType.duration(Duration.ZERO, Duration.ofHours(24)),
          Duration.ofMinutes(5),
          "",
          "How long a thread retries while the brokers do not answer, before it is replaced.");

  public static final ConfigKey<Duration> REGISTRY_PATIENCE =
      new ConfigKey<>(
          "sluice.scheduler.registry-patience",
          ConfigType.duration(Duration.ZERO, Duration.ofMinutes(4)),
          Duration.ofSeconds(60),
          "",
          "How long a record waits for a schema registry that is away, before its thread is replaced"
              + " and reads it again.");

  public static final ConfigKey<Integer> THREAD_REPLACEMENTS =
      new ConfigKey<>(
          "sluice.scheduler.thread-replacements",
          ConfigType.integer(0, 1000),
          10,
          "threads",
          "Threads that may fail and be replaced within the window below; one more and the process"
              + " stops with an error.");

  public static final ConfigKey<Duration> THREAD_REPLACEMENT_WINDOW =
      new ConfigKey<>(
          "sluice.scheduler.thread-replacement-window",
          ConfigType.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
          Duration.ofMinutes(10),
          "",
          "The window of sluice.scheduler.thread-replacements.");

  public static final ConfigKey<Duration> STATE_CLEANUP_DELAY =
      new ConfigKey<>(
          "sluice.scheduler.state-cleanup-delay",
          ConfigType.duration(Duration.ofSeconds(1), Duration.ofDays(7)),
          Duration.ofHours(1),
          "",
          "How long the local state of a partition that moved to another scheduler is kept.");

  public static final ConfigKey<Duration> CLOSE_TIMEOUT =
      new ConfigKey<>(
          "sluice.scheduler.close-timeout",
          ConfigType.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
          Duration.ofSeconds(20),
          "",
          "The longest time that stopping takes; what is not committed then is done again by the next"
              + " scheduler.");

  private OutageKeys() {}

  /** All of them, in the order of the reference page. */
  static List<ConfigKey<?>> all() {
    return List.of(
        SESSION_TIMEOUT,
        TRANSACTION_TIMEOUT,
        TASK_TIMEOUT,
        REGISTRY_PATIENCE,
        THREAD_REPLACEMENTS,
        THREAD_REPLACEMENT_WINDOW,
        STATE_CLEANUP_DELAY,
        CLOSE_TIMEOUT);
  }
}
