package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two deployments on one cluster differ in the prefix of their topics. */
@ExtendWith(KafkaExtension.class)
class TopicPrefixTest {

  KafkaCluster kafka;

  @TempDir Path folder;

  @Test
  void everyCommandUsesTheTopicsOfThePrefix() throws Exception {
    String brokers = kafka.bootstrapServers();
    Path config =
        Files.writeString(
            folder.resolve("sluice.properties"),
            "sluice.topics.prefix=mine.\nsluice.topics.partitions=3\n");
    Path batch = Files.writeString(folder.resolve("b.yaml"), "tasks: [{id: a, type: noop}]");
    List<Object> there = List.of("--bootstrap-server", brokers, "--command-config", config);

    TestConsole applied = run(there, "topics", "apply", "--partitions", "2");
    TestConsole verified = run(there, "topics", "verify", "--partitions", "2");
    TestConsole differs = run(there, "topics", "verify");
    TestConsole submitted = run(there, "submit", batch);
    TestConsole elsewhere = sluice("submit", batch, "--bootstrap-server", brokers);

    assertThat(applied.exitCode()).as(applied.err()).isZero();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      Set<String> names = admin.listTopics().names().get();
      assertThat(names).contains("mine.command", "mine.release.default.high");
      assertThat(names).noneMatch(name -> name.startsWith("sluice."));
    }
    assertThat(verified.exitCode()).as(verified.out()).isZero();
    assertThat(differs.exitCode()).as("3 partitions are configured, 2 are there").isEqualTo(1);
    assertThat(differs.out().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("each of ")
                    .contains(" topics has 2 partitions, expected 3; "),
            line -> assertThat(line).startsWith("  mine.submission.critical "));
    assertThat(submitted.exitCode()).as(submitted.err()).isZero();
    assertThat(elsewhere.exitCode()).isEqualTo(8);
  }

  private static TestConsole run(List<Object> there, Object... command) {
    List<Object> all = new ArrayList<>(List.of(command));
    all.addAll(there);
    return sluice(all.toArray());
  }
}
