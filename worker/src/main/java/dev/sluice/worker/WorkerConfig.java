package dev.sluice.worker;

import dev.sluice.core.limits.Limits;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.handler.builtin.ExecAllowance;
import dev.sluice.worker.release.IntakeLimits;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;

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
    Limits limits,
    ExecAllowance exec) {

  private static final int MOST_CONCURRENCY = 10_000;
  private static final int MOST_HELD = 20_000;

  public WorkerConfig {
    kafka = Map.copyOf(kafka);
    Objects.requireNonNull(topics, "topics");
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(workerId, "workerId");
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(retries, "retries");
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
        concurrency(settings.get(WorkerKeys.CONCURRENCY)),
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
        Limits.DEFAULT,
        new ExecAllowance(new HashSet<>(settings.get(WorkerKeys.EXEC_ALLOW))));
  }

  /** A worker of the default pool with default settings. */
  public static WorkerConfig of(Map<String, Object> kafka) {
    Settings defaults = Settings.read(Map.of(), Map.of(), WorkerKeys.all());
    return from(defaults).withKafka(kafka);
  }

  private static int concurrency(int configured) {
    return configured > 0
        ? configured
        : Math.min(MOST_CONCURRENCY, 4 * Runtime.getRuntime().availableProcessors());
  }

  /** The same with other properties for the Kafka clients. */
  public WorkerConfig withKafka(Map<String, Object> other) {
    return new WorkerConfig(
        other,
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
        limits,
        exec);
  }

  /** The same with other topic names. */
  public WorkerConfig withTopics(Topics other) {
    return new WorkerConfig(
        kafka,
        other,
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
        limits,
        exec);
  }

  /** The same for another pool. */
  public WorkerConfig withPool(String other) {
    return new WorkerConfig(
        kafka,
        topics,
        other,
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
        limits,
        exec);
  }

  /** The same under another name. */
  public WorkerConfig withWorkerId(String other) {
    return new WorkerConfig(
        kafka,
        topics,
        pool,
        other,
        concurrency,
        lock,
        stopGrace,
        drainGrace,
        linger,
        heartbeat,
        transport,
        retries,
        intake,
        limits,
        exec);
  }

  /** The same with so many attempts at a time. */
  public WorkerConfig withConcurrency(int other) {
    return new WorkerConfig(
        kafka,
        topics,
        pool,
        workerId,
        other,
        lock,
        stopGrace,
        drainGrace,
        linger,
        heartbeat,
        transport,
        retries,
        intake,
        limits,
        exec);
  }

  /** The same with another drain grace. */
  public WorkerConfig withDrainGrace(Duration other) {
    return new WorkerConfig(
        kafka,
        topics,
        pool,
        workerId,
        concurrency,
        lock,
        stopGrace,
        other,
        linger,
        heartbeat,
        transport,
        retries,
        intake,
        limits,
        exec);
  }

  /** The same with another stop grace. */
  public WorkerConfig withStopGrace(Duration other) {
    return new WorkerConfig(
        kafka,
        topics,
        pool,
        workerId,
        concurrency,
        lock,
        other,
        drainGrace,
        linger,
        heartbeat,
        transport,
        retries,
        intake,
        limits,
        exec);
  }

  /** The same with another lock time. */
  public WorkerConfig withLock(Duration other) {
    return new WorkerConfig(
        kafka,
        topics,
        pool,
        workerId,
        concurrency,
        other,
        stopGrace,
        drainGrace,
        linger,
        heartbeat,
        transport,
        retries,
        intake,
        limits,
        exec);
  }

  /** The same with other terms for retries. */
  public WorkerConfig withRetries(RetryTerms other) {
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
        other,
        intake,
        limits,
        exec);
  }

  /** The same over another transport. */
  public WorkerConfig withTransport(TransportChoice other) {
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
        other,
        retries,
        intake,
        limits,
        exec);
  }
}
