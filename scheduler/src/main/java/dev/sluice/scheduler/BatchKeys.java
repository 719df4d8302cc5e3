package dev.sluice.scheduler;

import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.limits.Terms;
import dev.sluice.scheduler.release.ReleaseBalance;
import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.ConfigType;
import java.time.Duration;
import java.util.List;

/** How long batches and their parts are waited for and kept, and where their releases go. */
public final class BatchKeys {

  private static final Duration TEN_YEARS = Duration.ofDays(3650);
  private static final Duration MILLI = Duration.ofMillis(1);

  public static final ConfigKey<Duration> OPEN_TIMEOUT =
      new ConfigKey<>(
          "sluice.scheduler.open-timeout",
          ConfigType.duration(Duration.ZERO, TEN_YEARS),
          Terms.DEFAULT.openTimeout(),
          "",
          "A batch that is still not complete so long after the last that was heard of it is given"
              + " up: it ends FAILED with the reason INCOMPLETE, and what ended in it stays. A batch"
              + " may bring its own time. 0ms: batches are waited for for ever.");

  public static final ConfigKey<Duration> RETENTION =
      new ConfigKey<>(
          "sluice.scheduler.retention",
          ConfigType.duration(Duration.ZERO, TEN_YEARS),
          Terms.DEFAULT.retention(),
          "",
          "So long after its end a batch is cleared: its state, its results and its summary go. 0ms:"
              + " batches are kept until somebody clears them. Counts for batches that end from now"
              + " on.");

  public static final ConfigKey<Duration> WORKER_TIMEOUT =
      new ConfigKey<>(
          "sluice.scheduler.worker-timeout",
          ConfigType.duration(Duration.ofMillis(100), Duration.ofHours(1)),
          Duration.ofSeconds(10),
          "",
          "A worker whose last heartbeat is older counts as gone, for adaptive windows, explanations"
              + " and the long tasks that it answers for: these are handed out again. Tasks that run"
              + " for a short time are the brokers' concern. Three times sluice.worker.heartbeat or"
              + " more.");

  public static final ConfigKey<Duration> LEASE_CHECK =
      new ConfigKey<>(
          "sluice.scheduler.lease-check",
          ConfigType.duration(MILLI, Duration.ofMinutes(10)),
          Terms.DEFAULT.leaseCheck(),
          "",
          "How often to look whether the worker that runs a long task still names it in its"
              + " heartbeats. A task whose worker is gone is handed out again within"
              + " sluice.scheduler.worker-timeout and this.");

  public static final ConfigKey<ReleaseBalance> RELEASE_BALANCE =
      new ConfigKey<>(
          "sluice.scheduler.release.balance",
          ConfigType.oneOf(ReleaseBalance.class),
          ReleaseBalance.HASH,
          "",
          "How releases are spread over the partitions of their topic, for workers that read them as"
              + " a consumer group; to share groups it makes no difference. least-loaded: where the"
              + " fewest are that were not reported yet. weighted: the same in proportion to the"
              + " slots of the workers that own the partitions.");

  public static final ConfigKey<Duration> CACHE_TTL =
      new ConfigKey<>(
          "sluice.scheduler.cache.ttl",
          ConfigType.duration(MILLI, FieldLimits.LONGEST_CACHED),
          Terms.DEFAULT.cacheTtl(),
          "",
          "The output of a task that uses the results cache stands for later ones so long, unless"
              + " the task brings a time of its own.");

  private BatchKeys() {}

  /** All of them, in the order of the reference page. */
  static List<ConfigKey<?>> all() {
    return List.of(
        OPEN_TIMEOUT, RETENTION, WORKER_TIMEOUT, LEASE_CHECK, RELEASE_BALANCE, CACHE_TTL);
  }
}
