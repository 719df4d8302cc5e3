package dev.sluice.cli;

import dev.sluice.scheduler.SchedulerKeys;
import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.worker.WorkerKeys;
import java.util.ArrayList;
import java.util.List;

/** The keys that a properties file may hold, whichever process it was written for. */
final class ConfigTables {

  private ConfigTables() {}

  /** The keys of every process, each once. */
  static List<ConfigKey<?>> all() {
    List<ConfigKey<?>> all = new ArrayList<>(SchedulerKeys.all());
    for (ConfigKey<?> key : WorkerKeys.all()) {
      if (all.stream().noneMatch(other -> other.name().equals(key.name()))) {
        all.add(key);
      }
    }
    return all;
  }
}
