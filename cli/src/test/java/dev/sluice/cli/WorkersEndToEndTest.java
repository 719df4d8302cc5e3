package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who runs what, as the heartbeats of a real worker say. */
@Timeout(120)
class WorkersEndToEndTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static Deployment deployment;

  @BeforeAll
  static void deploy() {
    deployment =
        Deployment.in(
            folder.resolve("data"),
            Map.of(
                "sluice.worker.id", "w1",
                "sluice.worker.concurrency", "3",
                "sluice.worker.heartbeat", "200ms"));
  }

  @AfterAll
  static void close() {
    deployment.close();
  }

  private static TestConsole run(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--bootstrap-server", deployment.brokers()));
    return sluice(all.toArray());
  }

  private static JsonNode json(Object... words) throws IOException {
    return JSON.readTree(run(words).out());
  }

  @Test
  void aWorkerAndWhatItRunsAreSeenUntilItIsDone() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("long.yaml"),
            """
            tasks:
              - {id: long, type: simulate, params: {duration: 300s}}
              - {id: after, type: noop, needs: [long]}
            """);
    assertThat(run("submit", file, "--batch-id", "seen").exitCode()).isZero();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(json("status", "seen", "-o", "json").get("running")).hasSize(1));

    JsonNode running = json("status", "seen", "-o", "json").get("running").get(0);
    assertThat(running.get("taskId").asText()).isEqualTo("long");
    assertThat(running.get("worker").asText()).isEqualTo("w1");
    assertThat(running.get("attempt").asInt()).isEqualTo(1);
    assertThat(running.get("startedAt").asLong()).isPositive();
    assertThat(run("status", "seen").out()).containsPattern("running   long for .* on w1");

    JsonNode worker = json("workers", "-o", "json").get(0);
    assertThat(worker.get("worker").asText()).isEqualTo("w1");
    assertThat(worker.get("slots").asInt()).isEqualTo(3);
    assertThat(worker.get("busy").asInt()).isEqualTo(1);
    assertThat(worker.get("load").asDouble()).isEqualTo(0.333);
    assertThat(worker.get("heap").asDouble()).isBetween(0.0, 1.0);
    assertThat(worker.get("draining").asBoolean()).isFalse();
    assertThat(worker.get("running").get(0).get("batchId").asText()).isEqualTo("seen");
    assertThat(run("workers").out().lines())
        .satisfiesExactly(
            names -> assertThat(names).startsWith("worker  pool     host").contains("tasks/s"),
            line -> assertThat(line).startsWith("w1      default").contains("running  1/3", "33%"));
    assertThat(json("workers", "--pool", "default", "-o", "json")).hasSize(1);

    assertThat(run("cancel", "seen").exitCode()).isZero();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(json("workers", "-o", "json").get(0).get("busy").asInt()).isZero());
    assertThat(json("status", "seen", "-o", "json").get("running")).isEmpty();
  }

  @Test
  void aPoolWithoutWorkersSaysWhatToDo() throws IOException {
    TestConsole none = run("workers", "--pool", "gpu");

    assertThat(none.exitCode()).isZero();
    assertThat(none.out()).isEmpty();
    assertThat(none.errLines())
        .containsExactly(
            "sluice: no worker of pool gpu was heard of in the last 10 s; start one: sluice worker --pool gpu");
    assertThat(json("workers", "--pool", "gpu", "-o", "json")).isEmpty();
  }
}
