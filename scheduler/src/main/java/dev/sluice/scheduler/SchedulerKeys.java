package dev.sluice.scheduler;

import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.limits.Terms;
import dev.sluice.observability.HealthKeys;
import dev.sluice.scheduler.release.ReleaseBalance;
import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.ConfigType;
import dev.sluice.schemas.topic.TopicKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The table of the scheduler's configuration keys. */
public final class SchedulerKeys {

  private static final int MIB = 1024 * 1024;
  private static final Duration TEN_YEARS = Duration.ofDays(3650);
  private static final Duration MILLI = Duration.ofMillis(1);

  public static final ConfigKey<String> TOPIC_PREFIX = TopicKeys.PREFIX;

  public static final ConfigKey<List<String>> POOLS = TopicKeys.POOLS;

  public static final ConfigKey<String> APPLICATION_ID =
      new ConfigKey<>(
          "sluice.scheduler.application-id",
          ConfigType.string(),
          "sluice-scheduler",
          "",
          "Names the group of schedulers that share the work, and their state topics. Changing it"
              + " starts with empty state.");

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

  public static final ConfigKey<Duration> COMMIT_YOUNGER_THAN =
      new ConfigKey<>(
          "sluice.scheduler.commit.younger-than",
          ConfigType.duration(Duration.ZERO, Duration.ofSeconds(1)),
          Duration.ofMillis(20),
          "",
          "A commit is asked for at once after the last record in hand if that is younger than"
              + " this: it makes a step of a chain take about 4 ms. 0ms: only the interval commits.");

  public static final ConfigKey<Duration> COMMIT_INTERVAL =
      new ConfigKey<>(
          "sluice.scheduler.commit.interval",
          ConfigType.duration(MILLI, Duration.ofSeconds(5)),
          Duration.ofMillis(40),
          "",
          "The longest time between two commits under load. Longer: more throughput, slower steps.");

  public static final ConfigKey<Duration> POLL =
      new ConfigKey<>(
          "sluice.scheduler.poll",
          ConfigType.duration(MILLI, Duration.ofSeconds(1)),
          Duration.ofMillis(5),
          "",
          "The longest wait for new records; the commit interval is looked at only in between.");

  public static final ConfigKey<Duration> LINGER =
      new ConfigKey<>(
          "sluice.scheduler.linger",
          ConfigType.duration(Duration.ZERO, Duration.ofSeconds(1)),
          Duration.ofMillis(10),
          "",
          "How long the producer waits for a batch to fill; a commit sends at once.");

  public static final ConfigKey<Duration> TIMER_TICK =
      new ConfigKey<>(
          "sluice.scheduler.tick.timers",
          ConfigType.duration(MILLI, Duration.ofMinutes(1)),
          Duration.ofMillis(100),
          "",
          "How often deadlines and earliest release times are looked at.");

  public static final ConfigKey<Duration> WORK_TICK =
      new ConfigKey<>(
          "sluice.scheduler.tick.work",
          ConfigType.duration(MILLI, Duration.ofMinutes(1)),
          Duration.ofMillis(5),
          "",
          "How often work that was left over goes on, while there is some.");

  public static final ConfigKey<Integer> WORK_STEPS =
      new ConfigKey<>(
          "sluice.scheduler.work-steps",
          ConfigType.integer(1, 10_000),
          64,
          "decisions",
          "Decisions about one batch in one go, for example to release a wide fan-out; then other"
              + " batches have their turn.");

  public static final ConfigKey<Duration> SUMMARY_TICK =
      new ConfigKey<>(
          "sluice.scheduler.tick.summary",
          ConfigType.duration(Duration.ofMillis(10), Duration.ofMinutes(10)),
          Duration.ofMillis(500),
          "",
          "How often the summary of a running batch is published; the final one comes at once.");

  public static final ConfigKey<Long> ROCKSDB_MEMORY =
      new ConfigKey<>(
          "sluice.scheduler.rocksdb-memory",
          ConfigType.size(8L * MIB, 64L * 1024 * MIB),
          128L * MIB,
          "",
          "Memory of all state stores together: block cache and write buffers, off the Java heap.");

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

  /** Where it answers questions about its health and metrics. */
  public static final HealthKeys HEALTH = HealthKeys.of("scheduler");

  private SchedulerKeys() {}

  /** All keys, in the order of the reference page. */
  public static List<ConfigKey<?>> all() {
    return Stream.<ConfigKey<?>>concat(own().stream(), HEALTH.all().stream()).toList();
  }

  private static List<ConfigKey<?>> own() {
    return List.of(
        TOPIC_PREFIX,
        POOLS,
        APPLICATION_ID,
        STATE_DIRECTORY,
        THREADS,
        STANDBY_REPLICAS,
        OPEN_TIMEOUT,
        RETENTION,
        WORKER_TIMEOUT,
        LEASE_CHECK,
        RELEASE_BALANCE,
        CACHE_TTL,
        COMMIT_YOUNGER_THAN,
        COMMIT_INTERVAL,
        POLL,
        LINGER,
        TIMER_TICK,
        WORK_TICK,
        WORK_STEPS,
        SUMMARY_TICK,
        ROCKSDB_MEMORY,
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
