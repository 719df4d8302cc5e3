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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of batches: exports, reports and comparisons of two that ran on real brokers. */
@Timeout(120)
class ReportsEndToEndTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static Deployment deployment;

  @BeforeAll
  static void twoBatches() throws IOException {
    deployment = Deployment.in(folder.resolve("data"), Map.of());
    submit("before", "{output: x}", "{fail: true}");
    submit("after", "{fail: true}", "{output: x}");
    awaitEnd("before");
    awaitEnd("after");
  }

  @AfterAll
  static void close() {
    deployment.close();
  }

  private static void submit(String batch, String first, String second) throws IOException {
    String file =
        """
        tasks:
          - {id: t2, type: simulate, params: %s}
          - {id: t10, type: simulate, params: %s, group: g}
          - {id: "@after", type: noop, needs: [t2, t10]}
          - {id: slow, type: simulate, params: {duration: 400ms}, timeout: 50ms}
        """
            .formatted(first, second);
    Path path = Files.writeString(folder.resolve(batch + ".yaml"), file);
    TestConsole submit = run("submit", path, "--batch-id", batch);
    assertThat(submit.exitCode()).as(submit.err()).isZero();
  }

  private static void awaitEnd(String batch) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> JSON.readTree(run("status", batch, "-o", "json").out()).path("status").asText(),
            "FAILED"::equals);
  }

  @Test
  void anExportHasTheLastResultOfEveryTaskInTheOrderOfIds() throws IOException {
    Path file = folder.resolve("before.jsonl");

    TestConsole export = run("export", "before", "--to", file);

    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(export.out()).isEmpty();
    assertThat(export.errLines()).containsExactly("sluice: 4 results in " + file);
    List<JsonNode> results = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      results.add(JSON.readTree(line));
    }
    assertThat(results)
        .extracting(result -> result.get("taskId").asText() + " " + result.get("status").asText())
        .containsExactly("@after SKIPPED", "slow TIMED_OUT", "t2 SUCCEEDED", "t10 FAILED");
    assertThat(run("export", "before").out()).isEqualTo(Files.readString(file));
    assertThat(run("results", "before", "-o", "jsonl").out()).isEqualTo(Files.readString(file));
  }

  @Test
  void aFormulaIsTextUnlessItIsWantedRaw() {
    assertThat(run("export", "before", "-o", "csv").out()).contains("\n'@after,SKIPPED,");
    assertThat(run("export", "before", "-o", "csv", "--raw").out()).contains("\n@after,SKIPPED,");
  }

  @Test
  void aFileThatIsThereStaysUnlessForced() throws IOException {
    Path file = Files.writeString(folder.resolve("there.csv"), "mine");

    TestConsole careful = run("export", "before", "--to", file);
    assertThat(careful.exitCode()).isEqualTo(2);
    assertThat(careful.errLines())
        .containsExactly(
            "sluice: " + file + ": is there already; choose another name or add --force");
    assertThat(file).hasContent("mine");

    assertThat(run("export", "before", "--to", file, "--force").exitCode()).isZero();
    assertThat(Files.readAllLines(file)).hasSize(5);
    assertThat(run("export", "nobody", "--to", folder.resolve("no.csv")).exitCode()).isEqualTo(3);
    assertThat(folder.resolve("no.csv")).doesNotExist();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(path -> path.getFileName().toString().endsWith(".part"));
    }
  }

  @Test
  void aReportAgreesWithTheSummaryAndTheResults() throws IOException {
    JsonNode summary = JSON.readTree(run("status", "before", "-o", "json").out());

    JsonNode report = JSON.readTree(run("report", "before", "-o", "json").out());

    for (String field :
        List.of(
            "batchId",
            "status",
            "total",
            "succeeded",
            "failed",
            "timedOut",
            "cancelled",
            "skipped",
            "rejected",
            "retried",
            "cached",
            "durationMs",
            "successRate",
            "throughputPerSecond",
            "queueMs",
            "runMs")) {
      assertThat(report.get(field)).as(field).isEqualTo(summary.get(field));
    }
    Map<String, Long> types = new TreeMap<>();
    report
        .get("byType")
        .forEach(type -> types.put(type.get("name").asText(), type.get("total").asLong()));
    assertThat(types).containsExactlyInAnyOrderEntriesOf(Map.of("noop", 1L, "simulate", 3L));
    assertThat(run("report", "before").out()).contains("slowest tasks", "by type", "t10");
  }

  @Test
  void aReportIsAPageOfItsOwn() throws IOException {
    Path page = folder.resolve("before.html");

    TestConsole report = run("report", "before", "--to", page);

    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(report.errLines()).containsExactly("sluice: report in " + page);
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
  }

  @Test
  void aComparisonNamesNewAndFixedFailuresAndFailsABuild() throws IOException {
    TestConsole compare = run("compare", "before", "after");
    assertThat(compare.exitCode()).as(compare.err()).isZero();
    assertThat(compare.out()).contains("new failures: 1\n  t2\n", "fixed: 1\n  t10\n");

    TestConsole fine = run("compare", "before", "after", "--fail-if", "failed>+0,total<4");
    assertThat(fine.exitCode()).as(fine.out()).isZero();
    TestConsole failing =
        run(
            "compare",
            "before",
            "after",
            "--fail-if",
            "failed>+0",
            "--fail-if",
            "skipped>=1",
            "-o",
            "json");
    assertThat(failing.exitCode()).isEqualTo(1);
    JsonNode json = JSON.readTree(failing.out());
    assertThat(json.get("fails").asBoolean()).isTrue();
    assertThat(json.get("conditions"))
        .extracting(check -> check.get("holds").asBoolean())
        .containsExactly(false, true);
    assertThat(run("compare", "before", "nobody").exitCode()).isEqualTo(3);
  }

  @Test
  void filesOfResultsAreComparedWithoutBrokers() throws IOException {
    Path before = folder.resolve("a.jsonl");
    Path after = folder.resolve("b.json");
    run("export", "before", "--to", before);
    run("export", "after", "--to", after);

    TestConsole compare = sluice("compare", before, after, "--fail-if", "failed>+0", "-o", "json");

    assertThat(compare.exitCode()).as(compare.err()).isZero();
    JsonNode files = JSON.readTree(compare.out());
    JsonNode batches = JSON.readTree(run("compare", "before", "after", "-o", "json").out());
    for (String field : List.of("byType", "newFailures", "fixed", "statusA", "statusB")) {
      assertThat(files.get(field)).as(field).isEqualTo(batches.get(field));
    }
    JsonNode report = JSON.readTree(sluice("report", before, "-o", "json").out());
    JsonNode recorded = JSON.readTree(run("report", "before", "-o", "json").out());
    for (String field : List.of("total", "skipped", "runMs", "queueMs", "byWorker", "errors")) {
      assertThat(report.get(field)).as(field).isEqualTo(recorded.get(field));
    }
  }

  @Test
  void aBatchThatWasClearedAndCameBackSmallerHasOnlyItsOwnResults() throws IOException {
    submit("again", "{output: x}", "{fail: true}");
    awaitEnd("again");
    assertThat(run("clear", "again").exitCode()).isZero();
    await().atMost(PATIENCE).until(() -> run("status", "again").exitCode() == 3);
    Path small =
        Files.writeString(
            folder.resolve("small.yaml"),
            "tasks: [{id: only, type: simulate, params: {fail: true}}]");
    assertThat(run("submit", small, "--batch-id", "again").exitCode()).isZero();
    awaitEnd("again");

    TestConsole export = run("export", "again");

    assertThat(export.out().lines()).singleElement().asString().contains("\"taskId\":\"only\"");
  }

  private static TestConsole run(Object... args) {
    Object[] all =
        Stream.concat(Stream.of(args), Stream.of("--bootstrap-server", deployment.brokers()))
            .toArray();
    return sluice(all);
  }
}
