package dev.sluice.scheduler;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.ConfigType;
import java.time.Duration;
import java.util.List;

/**
 * How often a scheduler commits, polls and looks at what is due: what decides between quick steps
 * and throughput.
 */
public final class PaceKeys {

  private static final Duration MILLI = Duration.ofMillis(1);

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

  private PaceKeys() {}

  /** All of them, in the order of the reference page. */
  static List<ConfigKey<?>> all() {
    return List.of(
        COMMIT_YOUNGER_THAN,
        COMMIT_INTERVAL,
        POLL,
        LINGER,
        TIMER_TICK,
        WORK_TICK,
        WORK_STEPS,
        SUMMARY_TICK);
  }
}
