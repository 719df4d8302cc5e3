package dev.sluice.worker;

import static dev.sluice.schemas.config.ConfigType.duration;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.Settings;
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

  static List<ConfigKey<?>> all() {
    return List.of(LEASE_AFTER);
  }

  static IntakeTerms terms(Settings settings) {
    return new IntakeTerms(settings.get(LEASE_AFTER));
  }

  private IntakeKeys() {}
}
