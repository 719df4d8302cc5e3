package dev.sluice.cli;

import dev.sluice.cli.log.LogKeys;
import dev.sluice.http.HttpKeys;
import dev.sluice.scheduler.SchedulerKeys;
import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.topic.TopicKeys;
import dev.sluice.worker.WorkerKeys;
import java.util.List;
import java.util.stream.Stream;

/** The keys that a properties file may hold, whichever process it was written for. */
public final class ConfigTables {

  private ConfigTables() {}

  /** The keys of every process, each once. */
  public static List<ConfigKey<?>> all() {
    return Stream.of(
            TopicKeys.ALL, SchedulerKeys.all(), WorkerKeys.all(), HttpKeys.all(), LogKeys.all())
        .<ConfigKey<?>>flatMap(List::stream)
        .distinct()
        .toList();
  }
}
