package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.task.Content;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.handler.NewTask;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The auditor reads what a real scheduler and a real worker wrote, and what somebody forged. */
@Timeout(120)
class VerifyEndToEndTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static Deployment deployment;

  /** Adds a task, and one that needs it. */
  private static final class Adds implements TaskHandler {

    @Override
    public String type() {
      return "adds";
    }

    @Override
    public Content handle(TaskContext context) throws Exception {
      context.spawn(NewTask.of("added/1", "noop").params(Map.of()));
      context.spawn(NewTask.of("added/2", "noop").params(Map.of()).needs(List.of("added/1")));
      return Content.EMPTY;
    }
  }

  @BeforeAll
  static void deploy() {
    deployment = Deployment.in(folder.resolve("data"), Map.of(), List.of(new Adds()));
  }

  @AfterAll
  static void close() {
    deployment.close();
  }

  @Test
  void aBatchInWhichEverythingHappensHoldsAllThroughItsRoundsAndAForgedResultIsFound()
      throws IOException {
    submit(
        """
        tasks:
          - {id: shaky, type: simulate, params: {failTimes: 2}, retry: {policy: fixed, maxRetries: 3, delay: 10ms}}
          - {id: adds, type: adds, needs: [shaky], group: g}
          - {id: bad, type: simulate, params: {fail: true}, priority: high}
          - {id: after, type: noop, needs: [bad]}
          - {id: clean, type: noop, needs: [bad], runIf: failure}
          - {id: slow, type: simulate, params: {duration: 300s}}
          - {id: anyway, type: noop, needs: [slow, clean], runIf: always}
        """);
    assertThat(guarantees(0).get("EveryTaskEnds")).isEqualTo("unseen");
    assertThat(run("cancel", "audited", "--task", "slow").exitCode()).isZero();
    awaitStatus("FAILED");

    assertThat(guarantees(0)).hasSize(11).allSatisfy(VerifyEndToEndTest::held);

    assertThat(run("retry", "audited", "--wait", "--timeout", "1s", "-o", "json").exitCode())
        .as("slow is run again and goes on")
        .isEqualTo(6);
    run("cancel", "audited");
    awaitStatus("CANCELLED");
    assertThat(guarantees(0)).allSatisfy(VerifyEndToEndTest::held);

    var shaky =
        deployment.records(Topics.DEFAULT.result()).stream()
            .filter(each -> each.key().equals("audited/shaky"))
            .findFirst()
            .orElseThrow();
    deployment.publish(Topics.DEFAULT.result(), "audited", shaky.key(), shaky.value());
    assertThat(guarantees(1))
        .containsEntry("OneResultPerTask", "broken")
        .containsEntry("CountsAddUp", "held");
    assertThat(run("verify", "audited").out())
        .contains("BROKEN    OneResultPerTask            1 time: each task has one result a round")
        .contains("            task shaky has two results in round 1, SUCCEEDED at offset ")
        .contains("held      ClosedOnce                  the batch closes once a round");
  }

  @Test
  void aBatchOfWhichTheTopicsKnowNothingIsNotFound() {
    TestConsole nobody = run("verify", "nobody");

    assertThat(nobody.errLines())
        .containsExactly("sluice: batch nobody: the topics know of none of this id; check it");
    assertThat(nobody.exitCode()).isEqualTo(3);
  }

  private static void held(String guarantee, String standing) {
    assertThat(standing).as(guarantee).isEqualTo("held");
  }

  /** How it stands with each guarantee. */
  private static Map<String, String> guarantees(int exitCode) throws IOException {
    TestConsole verified = run("verify", "audited", "-o", "json");
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isEqualTo(exitCode);
    Map<String, String> standings = new TreeMap<>();
    for (JsonNode each : JSON.readTree(verified.out()).get("guarantees")) {
      standings.put(each.get("guarantee").asText(), each.get("standing").asText());
    }
    return standings;
  }

  private static void submit(String file) throws IOException {
    Path path = Files.writeString(folder.resolve("audited.yaml"), file);
    TestConsole submitted = run("submit", path, "--batch-id", "audited");
    assertThat(submitted.exitCode()).as(submitted.err()).isZero();
  }

  private static TestConsole run(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--bootstrap-server", deployment.brokers()));
    return sluice(all.toArray());
  }

  private static void awaitStatus(String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    JSON.readTree(run("status", "audited", "-o", "json").out())
                        .path("status")
                        .asText())
                .isEqualTo(status));
  }
}
