package dev.sluice.worker;

import dev.sluice.core.limits.Limits;
import dev.sluice.observability.HealthEndpoint;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.release.IntakeLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a worker is told when it starts.
 *
 * @param kafka properties of all its Kafka clients, with {@code bootstrap.servers}
 * @param pool whose tasks it runs
 * @param workerId its name in results and heartbeats
 * @param concurrency attempts at a time, 1 to 10,000
 * @param lock how long a task stays with a worker that is not heard of
 * @param stopGrace how long an interrupted handler may take to end
 * @param drainGrace how long running tasks may go on when the worker ends
 * @param linger how long a report waits for others
 * @param heartbeat time between heartbeats
 * @param transport how releases reach it
 * @param retries which retries it waits for itself, and when a task has cost too many workers
 * @param intake how much it holds at most
 * @param terms how it holds what it takes
 * @param load what keeps it from doing too much
 * @param handlers what tasks may do beyond the handlers of the class path
 * @param health where it answers questions about its health and metrics
 */
public record WorkerConfig(
    Map<String, Object> kafka,
    Topics topics,
    String pool,
    String workerId,
    int concurrency,
    Duration lock,
    Duration stopGrace,
    Duration drainGrace,
    Duration linger,
    Duration heartbeat,
    TransportChoice transport,
    RetryTerms retries,
    IntakeLimits intake,
    IntakeTerms terms,
    LoadTerms load,
    Limits limits,
    HandlerTerms handlers,
    HealthEndpoint health) {

  private static final int MOST_CONCURRENCY = 10_000;
  private static final int MOST_HELD = 20_000;

  public WorkerConfig {
    kafka = Map.copyOf(kafka);
    Objects.requireNonNull(topics, "topics");
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(workerId, "workerId");
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(retries, "retries");
    Objects.requireNonNull(intake, "intake");
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(load, "load");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(handlers, "handlers");
    Objects.requireNonNull(health, "health");
    if (concurrency < 1 || concurrency > MOST_CONCURRENCY) {
      throw new IllegalArgumentException(
          "concurrency must be 1 to " + MOST_CONCURRENCY + ", was " + concurrency);
    }
  }

  /** The configuration of a process, read with the keys of {@link WorkerKeys#all}. */
  public static WorkerConfig from(Settings settings) {
    return new WorkerConfig(
        settings.kafka(),
        new Topics(settings.get(WorkerKeys.TOPIC_PREFIX)),
        settings.get(WorkerKeys.POOL),
        settings.get(WorkerKeys.ID).orElseGet(WorkerIds::generated),
        settings.get(WorkerKeys.CONCURRENCY).here(),
        settings.get(WorkerKeys.LOCK),
        settings.get(WorkerKeys.STOP_GRACE),
        settings.get(WorkerKeys.DRAIN_GRACE),
        settings.get(WorkerKeys.LINGER),
        settings.get(WorkerKeys.HEARTBEAT),
        TransportChoice.from(settings),
        new RetryTerms(
            settings.get(WorkerKeys.RETRY_INLINE_LIMIT), settings.get(WorkerKeys.MAX_LOST)),
        new IntakeLimits(
            MOST_HELD, settings.get(WorkerKeys.HELD_BYTES), settings.get(WorkerKeys.AHEAD)),
        IntakeKeys.terms(settings),
        LoadTerms.from(settings, settings.get(WorkerKeys.CONCURRENCY)),
        Limits.DEFAULT,
        HandlerTerms.from(settings),
        WorkerKeys.HEALTH.read(settings));
  }

  /** A worker of the default pool with default settings. */
  public static WorkerConfig of(Map<String, Object> kafka) {
    Settings defaults = Settings.read(Map.of(), Map.of(), WorkerKeys.all());
    return from(defaults).withKafka(kafka);
  }

  /** The same with other properties for the Kafka clients. */
  public WorkerConfig withKafka(Map<String, Object> other) {
    return copy(copy -> copy.kafka = other);
  }

  /** The same with other topic names. */
  public WorkerConfig withTopics(Topics other) {
    return copy(copy -> copy.topics = other);
  }

  /** The same for another pool. */
  public WorkerConfig withPool(String other) {
    return copy(copy -> copy.pool = other);
  }

  /** The same under another name. */
  public WorkerConfig withWorkerId(String other) {
    return copy(copy -> copy.workerId = other);
  }

  /** The same with so many attempts at a time. */
  public WorkerConfig withConcurrency(int other) {
    return copy(copy -> copy.concurrency = other);
  }

  /** The same with another drain grace. */
  public WorkerConfig withDrainGrace(Duration other) {
    return copy(copy -> copy.drainGrace = other);
  }

  /** The same with another stop grace. */
  public WorkerConfig withStopGrace(Duration other) {
    return copy(copy -> copy.stopGrace = other);
  }

  /** The same with another lock time. */
  public WorkerConfig withLock(Duration other) {
    return copy(copy -> copy.lock = other);
  }

  /** The same with another time between heartbeats. */
  public WorkerConfig withHeartbeat(Duration other) {
    return copy(copy -> copy.heartbeat = other);
  }

  /** The same with another transport. */
  public WorkerConfig withTransport(TransportChoice other) {
    return copy(copy -> copy.transport = other);
  }

  /** The same with other terms for retries. */
  public WorkerConfig withRetries(RetryTerms other) {
    return copy(copy -> copy.retries = other);
  }

  /** The same with other terms for what it takes. */
  public WorkerConfig withTerms(IntakeTerms other) {
    return copy(copy -> copy.terms = other);
  }

  /** The same with other terms for what keeps it from doing too much. */
  public WorkerConfig withLoad(LoadTerms other) {
    return copy(copy -> copy.load = other);
  }

  /** The same with another place for its health. */
  public WorkerConfig withHealth(HealthEndpoint other) {
    return copy(copy -> copy.health = other);
  }

  private WorkerConfig copy(Consumer<Copy> change) {
    var copy = new Copy(this);
    change.accept(copy);
    return copy.made();
  }

  /** What a changed configuration is made of. */
  private static final class Copy {
    private Map<String, Object> kafka;
    private Topics topics;
    private String pool;
    private String workerId;
    private int concurrency;
    private Duration lock;
    private Duration stopGrace;
    private Duration drainGrace;
    private Duration linger;
    private Duration heartbeat;
    private TransportChoice transport;
    private RetryTerms retries;
    private IntakeLimits intake;
    private IntakeTerms terms;
    private LoadTerms load;
    private Limits limits;
    private HandlerTerms handlers;
    private HealthEndpoint health;

    private Copy(WorkerConfig from) {
      kafka = from.kafka;
      topics = from.topics;
      pool = from.pool;
      workerId = from.workerId;
      concurrency = from.concurrency;
      lock = from.lock;
      stopGrace = from.stopGrace;
      drainGrace = from.drainGrace;
      linger = from.linger;
      heartbeat = from.heartbeat;
      transport = from.transport;
      retries = from.retries;
      intake = from.intake;
      terms = from.terms;
      load = from.load;
      limits = from.limits;
      handlers = from.handlers;
      health = from.health;
    }

    private WorkerConfig made() {
      return new WorkerConfig(
          kafka,
          topics,
          pool,
          workerId,
          concurrency,
          lock,
          stopGrace,
          drainGrace,
          linger,
          heartbeat,
          transport,
          retries,
          intake,
          terms,
          load,
          limits,
          handlers,
          health);
    }
  }
}
