package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.log.LogKeys;
import dev.sluice.http.HttpKeys;
import dev.sluice.scheduler.SchedulerKeys;
import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.ConfigurationReference;
import dev.sluice.schemas.topic.TopicKeys;
import dev.sluice.worker.WorkerKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about configuration is made from the tables of keys. */
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final String REWRITE =
      "mvn -pl cli -am test -Dtest=ConfigurationPageTest -Dsluice.docs.write=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  @Test
  void thePageSaysWhatTheTablesSay() throws IOException {
    String page = ConfigurationReference.page(sections());
    if (Boolean.getBoolean("sluice.docs.write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).as("rewrite it with: " + REWRITE).exists();
    assertThat(Files.readString(PAGE)).as("rewrite it with: " + REWRITE).isEqualTo(page);
  }

  @Test
  void theKeysOnThePageAreThoseThatTheCommandKnows() {
    Set<String> named =
        sections().values().stream()
            .flatMap(List::stream)
            .map(ConfigKey::name)
            .collect(Collectors.toSet());

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            ConfigTables.all().stream().map(ConfigKey::name).toList());
  }

  /** A key of several processes stands in the first section only. */
  private static Map<String, List<ConfigKey<?>>> sections() {
    Map<String, List<ConfigKey<?>>> sections = new LinkedHashMap<>();
    sections.put("Topics", TopicKeys.ALL);
    sections.put("Scheduler", without(SchedulerKeys.all()));
    sections.put("Worker", without(WorkerKeys.all()));
    sections.put("HTTP API", HttpKeys.all());
    sections.put("Logs", LogKeys.all());
    return sections;
  }

  private static List<ConfigKey<?>> without(List<ConfigKey<?>> keys) {
    return keys.stream().<ConfigKey<?>>filter(key -> !TopicKeys.ALL.contains(key)).toList();
  }
}
