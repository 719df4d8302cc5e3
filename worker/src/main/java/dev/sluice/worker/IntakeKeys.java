package dev.sluice.worker;

import static dev.sluice.schemas.config.ConfigType.duration;
import static dev.sluice.schemas.config.ConfigType.list;
import static dev.sluice.schemas.config.ConfigType.string;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.ConfigurationException;
import dev.sluice.schemas.config.Settings;
import dev.sluice.worker.release.LeaseTerms;
import dev.sluice.worker.release.PriorityFloor;
import java.time.Duration;
import java.util.List;

/** The configuration keys of {@link IntakeTerms}. */
final class IntakeKeys {

  static final ConfigKey<Duration> LEASE_AFTER =
      new ConfigKey<>(
          "sluice.worker.lease.after",
          duration(Duration.ofMillis(100), Duration.ofHours(1)),
          Duration.ofSeconds(2),
          "",
          "A task that runs for longer is held by the worker's heartbeats from then on, and its record"
              + " on the release topic is done with, so that it holds up no others. Such a task is"
              + " released anew when no heartbeat names it any more.");

  static final ConfigKey<Duration> LEASE_TIMEOUT =
      new ConfigKey<>(
          "sluice.worker.lease.timeout",
          duration(Duration.ofMillis(100), Duration.ofHours(1)),
          Duration.ofSeconds(10),
          "",
          "A worker whose heartbeats have not reached the brokers for so long interrupts the tasks that"
              + " they hold, because the scheduler hands them out again: no longer than"
              + " sluice.scheduler.worker-timeout. Three times sluice.worker.heartbeat if that is"
              + " longer.");

  static final ConfigKey<List<String>> PRIORITY_FLOOR =
      new ConfigKey<>(
          "sluice.worker.priority.floor",
          list(string()),
          List.of("high:5", "normal:5", "low:2", "background:1"),
          "percent",
          "The share of starts that a priority gets at least while more urgent tasks wait; all else is"
              + " strict: nothing less urgent is taken while something more urgent waits. One that is"
              + " not named gets none. 90 at most together.");

  static List<ConfigKey<?>> all() {
    return List.of(LEASE_AFTER, LEASE_TIMEOUT, PRIORITY_FLOOR);
  }

  static IntakeTerms terms(Settings settings) {
    return new IntakeTerms(
        new LeaseTerms(settings.get(LEASE_AFTER), settings.get(LEASE_TIMEOUT)), floor(settings));
  }

  private static PriorityFloor floor(Settings settings) {
    List<String> entries = settings.get(PRIORITY_FLOOR);
    try {
      return PriorityFloor.parse(entries);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          PRIORITY_FLOOR.name() + " = " + String.join(",", entries),
          "configuration",
          e.getMessage()
              + "; give percentages that are "
              + PriorityFloor.MOST_TOGETHER
              + " at most",
          e);
    }
  }

  private IntakeKeys() {}
}
