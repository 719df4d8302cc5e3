package dev.sluice.worker;

import static dev.sluice.schemas.config.ConfigType.duration;
import static dev.sluice.schemas.config.ConfigType.integer;
import static dev.sluice.schemas.config.ConfigType.optional;
import static dev.sluice.schemas.config.ConfigType.size;
import static dev.sluice.schemas.config.ConfigType.string;

import dev.sluice.observability.HealthKeys;
import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.topic.TopicKeys;
import dev.sluice.worker.gate.GateKeys;
import dev.sluice.worker.pressure.PressureKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The configuration keys of a worker. */
public final class WorkerKeys {

  public static final ConfigKey<String> TOPIC_PREFIX = TopicKeys.PREFIX;

  public static final ConfigKey<String> POOL =
      new ConfigKey<>(
          "sluice.worker.pool",
          TopicKeys.POOL_NAME,
          "default",
          "",
          "The pool whose tasks the worker runs; its release topics and its share group carry the"
              + " name.");

  public static final ConfigKey<Optional<String>> ID =
      new ConfigKey<>(
          "sluice.worker.id",
          optional(string()),
          Optional.empty(),
          "",
          "The worker's name in results and heartbeats. Without it: host name, process id and a few"
              + " random letters.");

  public static final ConfigKey<Concurrency> CONCURRENCY =
      new ConfigKey<>(
          "sluice.worker.concurrency",
          Concurrency.type(),
          new Concurrency(0, false),
          "",
          "How many attempts run at a time, each on a thread of its own. 0 means four per"
              + " processor. adaptive finds out, for each type of tasks, how many at a time get more"
              + " done, beginning with four per processor.");

  public static final ConfigKey<TransportChoice.Kind> TRANSPORT = TransportChoice.KIND;

  public static final ConfigKey<Duration> LOCK =
      new ConfigKey<>(
          "sluice.worker.lock",
          duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          Duration.ofSeconds(30),
          "",
          "How long a task stays with a worker that is not heard of. Renewed while the worker lives;"
              + " brokers allow 15s to 60s unless they are configured otherwise. One value for a"
              + " pool: the worker that starts last sets it.");

  public static final ConfigKey<Duration> STOP_GRACE =
      new ConfigKey<>(
          "sluice.worker.stop.grace",
          duration(Duration.ZERO, Duration.ofMinutes(10)),
          Duration.ofSeconds(5),
          "",
          "How long a handler that was interrupted, for its timeout or a cancel, may take to end. After"
              + " that its task is reported without it, and its slot stays taken until it ends.");

  public static final ConfigKey<Duration> DRAIN_GRACE =
      new ConfigKey<>(
          "sluice.worker.drain.grace",
          duration(Duration.ZERO, Duration.ofHours(24)),
          Duration.ofSeconds(30),
          "",
          "How long running tasks may go on when the worker is asked to end. After that they are"
              + " interrupted and handed to other workers.");

  public static final ConfigKey<Duration> RETRY_INLINE_LIMIT =
      new ConfigKey<>(
          "sluice.worker.retry.inline-limit",
          duration(Duration.ZERO, Duration.ofHours(1)),
          Duration.ofSeconds(10),
          "",
          "A retry that is due within this time waits in the worker that had the attempt; a later one"
              + " is left to the scheduler, which hands the task out again when it is due, whatever"
              + " becomes of the worker. Neither takes a slot while it waits. 0 leaves every retry to"
              + " the scheduler.");

  public static final ConfigKey<Integer> MAX_LOST =
      new ConfigKey<>(
          "sluice.worker.max-lost",
          integer(1, 8),
          3,
          "workers",
          "A task that was lost with so many workers one after the other, because they died or were"
              + " not heard of for the time of a lock, is not run again: it fails with WORKER_LOST and"
              + " its release goes to the dead letters. Brokers have to allow the share group two"
              + " deliveries more than this.");

  public static final ConfigKey<Duration> LINGER =
      new ConfigKey<>(
          "sluice.worker.report.linger",
          duration(Duration.ZERO, Duration.ofSeconds(1)),
          Duration.ZERO,
          "",
          "How long a report waits for others to travel with. More saves requests and costs every"
              + " dependency that time.");

  public static final ConfigKey<Long> HELD_BYTES =
      new ConfigKey<>(
          "sluice.worker.held.bytes",
          size(1, 1L << 40),
          64L << 20,
          "",
          "The worker takes no more tasks while those that it holds are larger than this.");

  public static final ConfigKey<Integer> AHEAD =
      new ConfigKey<>(
          "sluice.worker.ahead",
          integer(0, 10_000),
          256,
          "tasks",
          "Most tasks that wait in the worker for a free slot. It takes as many as its slots are likely"
              + " to get done in 50 ms, so tasks that take seconds hardly ever wait.");

  public static final ConfigKey<Duration> HEARTBEAT =
      new ConfigKey<>(
          "sluice.worker.heartbeat",
          duration(Duration.ofMillis(100), Duration.ofMinutes(10)),
          Duration.ofSeconds(3),
          "",
          "How often the worker says what it is doing.");

  /** Where it answers questions about its health and metrics. */
  public static final HealthKeys HEALTH = HealthKeys.of("worker");

  /** All of them, in the order of the reference page. */
  public static List<ConfigKey<?>> all() {
    List<ConfigKey<?>> own =
        List.of(
            TOPIC_PREFIX,
            POOL,
            ID,
            CONCURRENCY,
            TRANSPORT,
            TransportChoice.PROTOCOL,
            LOCK,
            STOP_GRACE,
            DRAIN_GRACE,
            RETRY_INLINE_LIMIT,
            MAX_LOST,
            LINGER,
            HELD_BYTES,
            AHEAD,
            HEARTBEAT);
    return Stream.of(
            own,
            HandlerKeys.all(),
            IntakeKeys.all(),
            GateKeys.all(),
            PressureKeys.all(),
            HEALTH.all())
        .<ConfigKey<?>>flatMap(List::stream)
        .toList();
  }

  private WorkerKeys() {}
}
