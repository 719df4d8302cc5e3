package dev.sluice.scheduler;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.scheduler.ledger.EffectCounts;
import dev.sluice.scheduler.workforce.LiveWorkers;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchedulerTopologyTest {

  /** Names of nodes and stores are names of topics too: changing one loses state. */
  @Test
  void isTheOneThatWasChecked() throws IOException {
    var catalogue = new TopicCatalogue(Topics.DEFAULT, 6, (short) 1, Set.of("default"));
    var topology =
        new SchedulerTopology(
                FlowDriver.config(Path.of("unused")),
                catalogue,
                new LiveWorkers(Duration.ofSeconds(10)),
                new EffectCounts())
            .build();

    assertThat(inOneOrder(topology.describe().toString())).isEqualTo(inOneOrder(golden()));
  }

  /** Kafka prints nodes and names of a list in the order of a hash. */
  private static List<String> inOneOrder(String description) {
    return description
        .replaceAll("\\n\\s*(-->|<--)", " $1")
        .lines()
        .filter(line -> !line.isBlank())
        .map(SchedulerTopologyTest::words)
        .sorted()
        .toList();
  }

  private static String words(String line) {
    return Stream.of(line.strip().split("[\\s,()\\[\\]]+")).sorted().collect(joining(" "));
  }

  private static String golden() throws IOException {
    try (var resource = SchedulerTopologyTest.class.getResourceAsStream("/topology.txt")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
