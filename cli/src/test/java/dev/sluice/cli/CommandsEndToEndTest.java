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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands about a batch, with a broker, a scheduler and a worker that do as they say. */
@Timeout(120)
class CommandsEndToEndTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static Deployment deployment;

  @BeforeAll
  static void deploy() {
    deployment = Deployment.in(folder.resolve("data"), Map.of("sluice.worker.exec.allow", "test"));
  }

  @AfterAll
  static void close() {
    deployment.close();
  }

  @Test
  void aHeldBatchGoesByPriorityThenByTheLongestChainThenInItsOrder() throws IOException {
    submit(
        "held",
        """
        mode: sequential
        tasks:
          - {id: a1, type: noop}
          - {id: a2, type: noop}
          - {id: c3, type: noop, needs: [c2]}
          - {id: c2, type: noop, needs: [c1]}
          - {id: c1, type: noop}
          - {id: urgent, type: noop, priority: high}
        """,
        "--held");
    awaitExplained("held", "c1", "QUEUED");
    awaitStatus("held", "OPEN"); // the summary follows the ledger
    assertThat(status("held").get("succeeded").asInt()).isZero();

    TestConsole start = run("start", "held");
    assertThat(start.errLines()).containsExactly("sluice: batch held is running");
    assertThat(start.exitCode()).isZero();

    awaitStatus("held", "SUCCEEDED");
    List<JsonNode> results = new ArrayList<>();
    for (String line : run("results", "held", "-o", "jsonl").out().lines().toList()) {
      results.add(JSON.readTree(line));
    }
    results.sort(Comparator.comparingLong(result -> result.get("releasedAt").asLong()));
    assertThat(results)
        .extracting(result -> result.get("taskId").asText())
        .containsExactly("urgent", "c1", "c2", "a1", "a2", "c3");
    TestConsole again = run("start", "held");
    assertThat(again.errLines())
        .containsExactly("sluice: batch held is neither held nor stopped; nothing to start");
    assertThat(again.exitCode()).isZero();
  }

  @Test
  void aStoppedBatchGoesOnWhenItIsStarted() throws IOException {
    submit(
        "stopped",
        """
        mode: sequential
        tasks:
          - {id: a, type: simulate, params: {duration: 300s}}
          - {id: b, type: noop}
        """);
    awaitExplained("stopped", "b", "QUEUED");

    assertThat(run("stop", "stopped").errLines())
        .containsExactly(
            "sluice: batch stopped is stopped: running tasks finish, no more are started; go on with sluice start stopped");
    assertThat(run("pause", "stopped").errLines())
        .containsExactly("sluice: batch stopped is not running; nothing to stop");
    run("cancel", "stopped", "--task", "a");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(run("status", "stopped").out())
                .contains("status    PAUSED", "tasks     2 in all, 1 cancelled"));
    assertThat(run("explain", "stopped").out().lines())
        .satisfiesExactly(
            batch -> assertThat(batch).startsWith("PAUSED    batch stopped: "),
            task -> assertThat(task).startsWith("QUEUED    b: ").contains("paused"));
    assertThat(run("start", "stopped").errLines())
        .containsExactly("sluice: batch stopped is running");
    awaitStatus("stopped", "CANCELLED");
    assertThat(result("stopped", "b").get("status").asText()).isEqualTo("SUCCEEDED");
  }

  @Test
  void oneTaskOrTheWholeBatchIsCancelled() throws IOException {
    submit(
        "cancelled",
        """
        tasks:
          - {id: slow/1, type: simulate, params: {duration: 300s}}
          - {id: slow/2, type: simulate, params: {duration: 300s}}
          - {id: after, type: noop, needs: [slow/1]}
        """);

    TestConsole task = run("cancel", "cancelled", "--task", "slow/1");
    assertThat(task.errLines())
        .containsExactly("sluice: task slow/1 of batch cancelled is cancelled");
    assertThat(run("cancel", "cancelled", "--task", "slow/1").errLines())
        .containsExactly("sluice: task slow/1 of batch cancelled has ended already");
    TestConsole nobody = run("cancel", "cancelled", "--task", "nobody");
    assertThat(nobody.errLines())
        .containsExactly(
            "sluice: task nobody of batch cancelled: no scheduler knows it; check the id");
    assertThat(nobody.exitCode()).isEqualTo(3);

    TestConsole cancel = run("cancel", "cancelled", "--reason", "wrong input");
    assertThat(cancel.errLines())
        .containsExactly(
            "sluice: batch cancelled is cancelled: nothing more is started, running tasks are interrupted");
    assertThat(cancel.exitCode()).isZero();
    awaitStatus("cancelled", "CANCELLED");
    TestConsole again = run("cancel", "cancelled");
    assertThat(again.errLines()).containsExactly("sluice: batch cancelled has ended already");
    assertThat(again.exitCode()).isZero();
  }

  @Test
  void aCancelThatOvertakesItsBatchIsRememberedAndSaysSo() throws IOException {
    TestConsole early = run("cancel", "late");

    assertThat(early.errLines())
        .containsExactly(
            "sluice: batch late: no scheduler knows it; the cancel is recorded, and if the batch comes all its tasks are cancelled");
    assertThat(early.exitCode()).isEqualTo(3);
    submit("late", "tasks: [{id: a, type: noop}]");
    awaitStatus("late", "CANCELLED");
    assertThat(run("results", "late", "-o", "jsonl").out()).contains("CANCELLED_BEFORE_START");
  }

  @Test
  void whatFailedIsRetriedInANewRoundAndWhatSucceededStays() throws IOException {
    Path marker = folder.resolve("marker");
    String file =
        """
        tasks:
          - {id: good, type: noop}
          - {id: bad, type: exec, params: {command: [test, -f, '%s']}, needs: [good]}
          - {id: after, type: noop, needs: [bad]}
        """
            .formatted(marker);
    submit("retried", file);
    awaitStatus("retried", "FAILED");
    JsonNode good = result("retried", "good");

    Files.createFile(marker);
    TestConsole retry = run("retry", "retried", "--wait", "--timeout", "60s", "-o", "json");

    assertThat(retry.errLines())
        .containsExactly(
            "sluice: batch retried runs again: what did not succeed is tried once more");
    assertThat(retry.exitCode()).as(retry.err()).isZero();
    JsonNode summary = JSON.readTree(retry.out());
    assertThat(summary.get("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(summary.get("succeeded").asInt()).isEqualTo(3);
    assertThat(result("retried", "good")).isEqualTo(good);
    TestConsole again = run("retry", "retried");
    assertThat(again.errLines())
        .containsExactly(
            "sluice: batch retried has nothing to retry: every task succeeded or was rejected");
    assertThat(again.exitCode()).isZero();
    TestConsole nobody = run("retry", "nobody");
    assertThat(nobody.errLines())
        .containsExactly("sluice: batch nobody: no scheduler knows it; check the id");
    assertThat(nobody.exitCode()).isEqualTo(3);
  }

  @Test
  void onlyABatchThatHasEndedIsClearedOrRetried() throws IOException {
    submit("cleared", "tasks: [{id: slow, type: simulate, params: {duration: 300s}}]");

    for (String command : List.of("clear", "retry")) {
      TestConsole refused = run(command, "cleared");
      assertThat(refused.errLines())
          .singleElement()
          .asString()
          .startsWith("sluice: batch cleared: refused (NOT_ENDED), ")
          .endsWith("; wait for its end, or end it with sluice cancel cleared");
      assertThat(refused.exitCode()).isEqualTo(4);
    }
    run("cancel", "cleared");
    awaitStatus("cleared", "CANCELLED");
    TestConsole clear = run("clear", "cleared");
    assertThat(clear.errLines()).containsExactly("sluice: batch cleared is forgotten");
    assertThat(clear.exitCode()).isZero();
    await().atMost(PATIENCE).until(() -> run("status", "cleared").exitCode() == 3);
    assertThat(run("clear", "cleared").exitCode()).isEqualTo(3);

    submit("cleared", "tasks: [{id: quick, type: noop}]");
    awaitStatus("cleared", "SUCCEEDED");
  }

  @Test
  void aTaskIsExplainedInEveryFormat() throws IOException {
    submit(
        "explained",
        """
        tasks:
          - {id: slow, type: simulate, params: {duration: 300s}}
          - {id: after, type: noop, needs: [slow]}
        """);
    awaitExplained("explained", "after", "PENDING");

    assertThat(run("explain", "explained", "after").out()).startsWith("PENDING   after: ");
    JsonNode task = JSON.readTree(run("explain", "explained", "after", "-o", "json").out());
    assertThat(task.get("taskId").asText()).isEqualTo("after");
    assertThat(task.get("code").asText()).isEqualTo("WAITS_FOR_NEEDS");
    assertThat(task.get("text").asText()).contains("slow");
    assertThat(run("explain", "explained", "-o", "csv").out().lines())
        .first()
        .isEqualTo("taskId,status,code,text");
    TestConsole limited = run("explain", "explained", "--limit", "1", "-o", "jsonl");
    assertThat(limited.out().lines()).hasSize(2);
    assertThat(limited.errLines())
        .containsExactly("sluice: more than 1 tasks have not ended; show more with --limit");
    assertThat(run("explain", "explained", "nobody").exitCode()).isEqualTo(3);
    TestConsole nobody = run("explain", "nobody");
    assertThat(nobody.errLines())
        .containsExactly("sluice: batch nobody: the scheduler does not know it; check the id");
    assertThat(nobody.exitCode()).isEqualTo(3);
    run("cancel", "explained");
    awaitStatus("explained", "CANCELLED");
    assertThat(run("explain", "explained", "after").out())
        .startsWith("CANCELLED after: ended CANCELLED: CANCEL_REQUESTED");
  }

  @Test
  void aBatchThatIsSubmittedAgainWasSubmittedBefore() throws IOException {
    String file = "tasks: [{id: a, type: noop}]";
    assertThat(submit("twice", file).err()).contains("sluice: submitted 1 task\n");
    awaitStatus("twice", "SUCCEEDED");

    assertThat(submit("twice", file).errLines())
        .containsExactly(
            "sluice: submitted before: of 1 task those that are there already count once");
  }

  @Test
  void withoutASchedulerTheCommandIs8() throws IOException {
    Path config = Files.writeString(folder.resolve("lonely"), "sluice.topics.prefix=lonely.\n");
    assertThat(run("topics", "apply", "--command-config", config).exitCode()).isZero();

    TestConsole start = run("start", "b", "--answer-timeout", "1s", "--command-config", config);

    assertThat(start.errLines())
        .containsExactly(
            "sluice: batch b: no scheduler answered in 1s; start one (sluice scheduler) or wait until it has restored its state, the command is recorded and will be obeyed");
    assertThat(start.exitCode()).isEqualTo(8);
  }

  private static TestConsole submit(String id, String file, Object... options) throws IOException {
    Path path = Files.writeString(folder.resolve(id + ".yaml"), file);
    List<Object> words = new ArrayList<>(List.of("submit", path, "--batch-id", id));
    words.addAll(List.of(options));
    TestConsole submitted = run(words.toArray());
    assertThat(submitted.exitCode()).as(submitted.err()).isZero();
    return submitted;
  }

  private static TestConsole run(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--bootstrap-server", brokers()));
    return sluice(all.toArray());
  }

  private static JsonNode status(String id) throws IOException {
    return JSON.readTree(run("status", id, "-o", "json").out());
  }

  private static JsonNode result(String id, String task) throws IOException {
    for (String line : run("results", id, "-o", "jsonl").out().lines().toList()) {
      JsonNode result = JSON.readTree(line);
      if (result.get("taskId").asText().equals(task)) {
        return result;
      }
    }
    throw new AssertionError("no result of " + task);
  }

  private static void awaitStatus(String id, String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(status(id).path("status").asText()).isEqualTo(status));
  }

  private static void awaitExplained(String id, String task, String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(run("explain", id, task).out()).startsWith(status));
  }

  private static String brokers() {
    return deployment.brokers();
  }
}
