package dev.sluice.scheduler;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.limits.Terms;
import dev.sluice.observability.HealthEndpoint;
import dev.sluice.scheduler.ledger.LedgerPace;
import dev.sluice.scheduler.release.ReleaseBalance;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduler is started with.
 *
 * @param kafka properties of the Kafka clients, passed through; needs {@code bootstrap.servers}
 * @param pools a task for another pool is rejected
 * @param applicationId schedulers with the same one share the work
 * @param stateDirectory created if missing; one process at a time
 * @param threads stream threads, 1 to 64
 * @param limits what a task may be
 * @param terms how long batches are waited for and kept
 * @param workerTimeout a worker is gone when its last heartbeat is older, at least 100 ms
 * @param releaseBalance how releases are spread over partitions
 * @param health where it answers questions about its health and metrics
 */
public record SchedulerConfig(
    Map<String, Object> kafka,
    Topics topics,
    Set<String> pools,
    String applicationId,
    Path stateDirectory,
    int threads,
    Limits limits,
    Terms terms,
    Duration workerTimeout,
    LedgerPace pace,
    StreamsTuning tuning,
    ThreadBudget threadBudget,
    ReleaseBalance releaseBalance,
    HealthEndpoint health) {

  public SchedulerConfig {
    kafka = Map.copyOf(kafka);
    pools = Set.copyOf(pools);
    Objects.requireNonNull(topics, "topics");
    Objects.requireNonNull(stateDirectory, "stateDirectory");
    if (!kafka.containsKey("bootstrap.servers")) {
      throw new IllegalArgumentException(
          "bootstrap.servers is missing; write host:port, for example localhost:9092");
    }
    if (pools.isEmpty()) {
      throw new IllegalArgumentException("pools must name at least one pool");
    }
    if (applicationId.isBlank()) {
      throw new IllegalArgumentException("applicationId must not be blank");
    }
    if (threads < 1 || threads > 64) {
      throw new IllegalArgumentException("threads must be 1 to 64, was " + threads);
    }
    if (workerTimeout.toMillis() < 100) {
      throw new IllegalArgumentException(
          "workerTimeout must be at least 100 ms, was " + workerTimeout);
    }
  }

  /**
   * Defaults for everything but where the brokers are and where state is kept.
   *
   * @param kafka needs {@code bootstrap.servers}
   */
  public static SchedulerConfig of(Map<String, Object> kafka, Path stateDirectory) {
    return new SchedulerConfig(
        kafka,
        Topics.DEFAULT,
        Set.of("default"),
        SchedulerKeys.APPLICATION_ID.defaultValue(),
        stateDirectory,
        SchedulerKeys.THREADS.defaultValue(),
        Limits.DEFAULT,
        Terms.DEFAULT,
        BatchKeys.WORKER_TIMEOUT.defaultValue(),
        LedgerPace.DEFAULT,
        StreamsTuning.DEFAULT,
        ThreadBudget.DEFAULT,
        BatchKeys.RELEASE_BALANCE.defaultValue(),
        HealthEndpoint.OFF);
  }

  /** What settings that were read with {@link SchedulerKeys#all()} say. */
  public static SchedulerConfig from(Settings settings) {
    return new SchedulerConfig(
        settings.kafka(),
        new Topics(settings.get(SchedulerKeys.TOPIC_PREFIX)),
        new LinkedHashSet<>(settings.get(SchedulerKeys.POOLS)),
        settings.get(SchedulerKeys.APPLICATION_ID),
        settings.get(SchedulerKeys.STATE_DIRECTORY),
        settings.get(SchedulerKeys.THREADS),
        Limits.DEFAULT,
        new Terms(
            settings.get(BatchKeys.OPEN_TIMEOUT),
            settings.get(BatchKeys.RETENTION),
            settings.get(BatchKeys.LEASE_CHECK),
            settings.get(BatchKeys.CACHE_TTL)),
        settings.get(BatchKeys.WORKER_TIMEOUT),
        new LedgerPace(
            settings.get(PaceKeys.COMMIT_YOUNGER_THAN),
            settings.get(PaceKeys.TIMER_TICK),
            settings.get(PaceKeys.WORK_TICK),
            settings.get(PaceKeys.SUMMARY_TICK),
            settings.get(PaceKeys.WORK_STEPS)),
        StreamsTuning.from(settings),
        new ThreadBudget(
            settings.get(OutageKeys.THREAD_REPLACEMENTS),
            settings.get(OutageKeys.THREAD_REPLACEMENT_WINDOW)),
        settings.get(BatchKeys.RELEASE_BALANCE),
        SchedulerKeys.HEALTH.read(settings));
  }

  /**
   * The same, known to the other schedulers under this address, so that they can say who answers
   * for a batch.
   *
   * @param address host:port
   */
  public SchedulerConfig withApplicationServer(String address) {
    Map<String, Object> more = new HashMap<>(kafka);
    more.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address);
    return copy(copy -> copy.kafka = more);
  }

  /** Under which address the other schedulers know it; null: under none. */
  @Nullable String applicationServer() {
    Object address = kafka.get(StreamsConfig.APPLICATION_SERVER_CONFIG);
    return address == null || address.toString().isBlank() ? null : address.toString();
  }

  /** The same with other names of topics. */
  public SchedulerConfig withTopics(Topics other) {
    return copy(copy -> copy.topics = other);
  }

  /** The same for another group of schedulers. */
  public SchedulerConfig withApplicationId(String other) {
    return copy(copy -> copy.applicationId = other);
  }

  /** The same with other pools. */
  public SchedulerConfig withPools(Set<String> other) {
    return copy(copy -> copy.pools = other);
  }

  /** The same with another number of stream threads. */
  public SchedulerConfig withThreads(int other) {
    return copy(copy -> copy.threads = other);
  }

  /** The same with another pace of the ledger. */
  public SchedulerConfig withPace(LedgerPace other) {
    return copy(copy -> copy.pace = other);
  }

  /** The same with other times for which batches are waited for and kept. */
  public SchedulerConfig withTerms(Terms other) {
    return copy(copy -> copy.terms = other);
  }

  /** The same with another time after which a silent worker is gone. */
  public SchedulerConfig withWorkerTimeout(Duration other) {
    return copy(copy -> copy.workerTimeout = other);
  }

  /** The same with another place for its health. */
  public SchedulerConfig withHealth(HealthEndpoint other) {
    return copy(copy -> copy.health = other);
  }

  /** The same with another way to spread releases over partitions. */
  public SchedulerConfig withReleaseBalance(ReleaseBalance other) {
    return copy(copy -> copy.releaseBalance = other);
  }

  /** Without the Kafka properties, which may hold secrets. */
  @Override
  public String toString() {
    return "SchedulerConfig[" + applicationId + ", " + topics + ", pools " + pools + "]";
  }

  private SchedulerConfig copy(Consumer<Copy> change) {
    var copy = new Copy(this);
    change.accept(copy);
    return copy.made();
  }

  /** What a changed configuration is made of. */
  private static final class Copy {
    private Map<String, Object> kafka;
    private Topics topics;
    private Set<String> pools;
    private String applicationId;
    private Path stateDirectory;
    private int threads;
    private Limits limits;
    private Terms terms;
    private Duration workerTimeout;
    private LedgerPace pace;
    private StreamsTuning tuning;
    private ThreadBudget threadBudget;
    private ReleaseBalance releaseBalance;
    private HealthEndpoint health;

    private Copy(SchedulerConfig from) {
      kafka = from.kafka;
      topics = from.topics;
      pools = from.pools;
      applicationId = from.applicationId;
      stateDirectory = from.stateDirectory;
      threads = from.threads;
      limits = from.limits;
      terms = from.terms;
      workerTimeout = from.workerTimeout;
      pace = from.pace;
      tuning = from.tuning;
      threadBudget = from.threadBudget;
      releaseBalance = from.releaseBalance;
      health = from.health;
    }

    private SchedulerConfig made() {
      return new SchedulerConfig(
          kafka,
          topics,
          pools,
          applicationId,
          stateDirectory,
          threads,
          limits,
          terms,
          workerTimeout,
          pace,
          tuning,
          threadBudget,
          releaseBalance,
          health);
    }
  }
}
