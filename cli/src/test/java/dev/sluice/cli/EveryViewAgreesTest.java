package dev.sluice.cli;

import static dev.sluice.cli.CountedByHand.longest;
import static dev.sluice.cli.CountedByHand.runs;
import static dev.sluice.cli.CountedByHand.text;
import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.actions.ActionSettings;
import dev.sluice.client.actions.BatchActions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever shows a batch shows the same as a count of the topic {@code result} by hand: of a batch
 * with every end in it, and of one whose failures ran again.
 */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryViewAgreesTest {

  private static final Map<String, Function<GenericRecord, String>> PARTS =
      Map.of(
          "byType", result -> text(result, "type"),
          "byGroup", result -> text(result, "group"),
          "byWorker", result -> text(result, "worker"),
          "byPriority", result -> text(result, "priority").toLowerCase(Locale.ROOT));

  @TempDir static Path folder;

  private static EveryEnd site;
  private static final Map<String, AgreesWithHand> COUNTED = new HashMap<>();

  @BeforeAll
  static void run() throws IOException {
    site = EveryEnd.in(folder);
    site.runOnce("once");
    site.runOnce("twice");
    site.runAgain("twice");
    COUNTED.put("once", site.counted("once"));
    COUNTED.put("twice", site.counted("twice"));
  }

  @AfterAll
  static void close() {
    site.close();
  }

  private static AgreesWithHand agrees(String batch) {
    return COUNTED.get(batch);
  }

  private static String sluiceSays(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--bootstrap-server", site.brokers()));
    TestConsole console = sluice(all.toArray());
    assertThat(console.exitCode()).as(console.err()).isZero();
    return console.out();
  }

  private static List<JsonNode> items(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    return items;
  }

  @ParameterizedTest
  @ValueSource(strings = {"once", "twice"})
  void theBatchHasEveryEndAndAllThatIsToBeCounted(String batch) {
    CountedByHand hand = agrees(batch).hand();

    assertThat(hand.ends(all -> true))
        .allSatisfy((end, tasks) -> assertThat(tasks).as(end).isPositive());
    assertThat(hand.retried()).isPositive();
    assertThat(hand.errors().keySet()).hasSizeGreaterThanOrEqualTo(4);
    PARTS.forEach((part, name) -> assertThat(hand.by(name)).as(part).hasSizeGreaterThan(1));
    assertThat(hand.everRecorded().size() > hand.total()).isEqualTo(batch.equals("twice"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"once", "twice"})
  void theSummaryOfTheTopic(String batch) {
    AgreesWithHand agrees = agrees(batch);
    CountedByHand hand = agrees.hand();

    JsonNode summary = site.summary(batch);

    AgreesWithHand.counts(summary.path("counts"), hand.results());
    assertThat(summary.path("openedAt").asLong()).isEqualTo(agrees.openedAt());
    assertThat(summary.path("finishedAt").asLong()).isEqualTo(agrees.finishedAt());
    assertThat(summary.path("durationMicros").asLong()).isEqualTo(agrees.wallMicros());
    assertThat(summary.path("expectedTasks").asLong()).isEqualTo(hand.total());
    assertThat(summary.path("retried").asLong()).isEqualTo(hand.retried());
    assertThat(summary.path("successRate").asDouble()).isEqualTo(hand.successRate());
    assertThat(summary.path("throughputPerSecond").asDouble())
        .isCloseTo(agrees.throughput(), within(1e-6));
    spreads(summary, "queueWait", CountedByHand::waits, hand);
    spreads(summary, "runTime", CountedByHand::runs, hand);
    PARTS.forEach((part, name) ->
        agrees.parts(
            summary.path(part),
            part.equals("byPriority") ? result -> text(result, "priority") : name,
            hand.everRecorded()));
    agrees.errors(summary.path("errors"));
    if (batch.equals("once")) { // the lists are of all rounds
      assertThat(ids(summary.path("slowest"))).isEqualTo(hand.first(10, CountedByHand::run));
      assertThat(summary.path("slowest").path(0).path("value").asLong())
          .isEqualTo(longest(runs(hand.results())));
    }
  }

  private static void spreads(
      JsonNode summary,
      String name,
      Function<Collection<GenericRecord>, long[]> figure,
      CountedByHand hand) {
    long[] all = figure.apply(hand.results());
    assertThat(summary.path(name).path("count").asLong()).isEqualTo(all.length);
    long longest = longest(figure.apply(hand.everRecorded()));
    AgreesWithHand.spread(summary.path(name), all, longest, 1);
    hand.by(PARTS.get("byType"))
        .forEach((type, of) -> {
          JsonNode ofType = summary.path(name + "ByType").path(type);
          assertThat(ofType.path("count").asLong()).as(type).isEqualTo(runs(of).length);
        });
  }

  private static List<String> ids(JsonNode tasks) {
    return items(tasks).stream().map(task -> task.path("taskId").asText()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"once", "twice"})
  void sluiceStatus(String batch) {
    AgreesWithHand agrees = agrees(batch);

    JsonNode status = AgreesWithHand.read(sluiceSays("status", batch, "-o", "json"));

    agrees.figures(status, agrees.hand().everRecorded());
    assertThat(status.path("status").asText()).isEqualTo("FAILED");
    assertThat(status.path("running")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"once", "twice"})
  void sluiceResultsAndAllExports(String batch) {
    AgreesWithHand agrees = agrees(batch);

    agrees.rows(items(AgreesWithHand.read(sluiceSays("results", batch, "-o", "json"))));
    agrees.rows(items(AgreesWithHand.read(sluiceSays("export", batch, "-o", "json"))));
    agrees.rows(
        sluiceSays("export", batch, "-o", "jsonl").lines().map(AgreesWithHand::read).toList());
    var shown = new ShownAgrees(agrees.hand());
    shown.csv(sluiceSays("export", batch, "-o", "csv"), "'");
    shown.csv(sluiceSays("export", batch, "-o", "csv", "--raw"), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"once", "twice"})
  void sluiceReport(String batch) {
    AgreesWithHand agrees = agrees(batch);
    CountedByHand hand = agrees.hand();

    JsonNode report = AgreesWithHand.read(sluiceSays("report", batch, "-o", "json"));

    agrees.figures(report, hand.results());
    assertThat(report.path("openedAt").asLong()).isEqualTo(agrees.openedAt());
    assertThat(report.path("finishedAt").asLong()).isEqualTo(agrees.finishedAt());
    PARTS.forEach((part, name) -> agrees.parts(report.path(part), name, hand.results()));
    agrees.errors(report.path("errors"));
    assertThat(ids(report.path("slowest"))).isEqualTo(hand.first(20, CountedByHand::run));
    assertThat(ids(report.path("longestWaiting"))).isEqualTo(hand.first(20, CountedByHand::wait));
    long inSteps = 0;
    for (JsonNode step : report.path("timeline").path("steps")) {
      inSteps +=
          step.path("succeeded").asLong()
              + step.path("failed").asLong()
              + step.path("stopped").asLong();
    }
    assertThat(inSteps).isEqualTo(hand.total());
  }

  @ParameterizedTest
  @ValueSource(strings = {"once", "twice"})
  void theTablesOfTheReportForPeople(String batch) {
    var shown = new ShownAgrees(agrees(batch).hand());

    shown.inText(sluiceSays("report", batch), PARTS);
    shown.onPage(sluiceSays("report", batch, "-o", "html"), PARTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"once", "twice"})
  void theHttpApi(String batch) throws Exception {
    AgreesWithHand agrees = agrees(batch);
    CountedByHand hand = agrees.hand();

    JsonNode described = site.get(batch, "");
    JsonNode summary = site.get(batch, "/summary");
    Map<String, String> statuses = new TreeMap<>();
    site.pages(batch, "/tasks?limit=7")
        .forEach(task -> statuses.put(task.path("taskId").asText(), task.path("status").asText()));

    assertThat(described.path("openedAt").asLong()).isEqualTo(agrees.openedAt());
    assertThat(described.path("finishedAt").asLong()).isEqualTo(agrees.finishedAt());
    assertThat(described.path("expectedTasks").asLong()).isEqualTo(hand.total());
    JsonNode tasks = described.path("tasks");
    CountedByHand.ENDS.forEach((end, name) ->
        assertThat(tasks.path(name).asLong(-1)).as(end).isEqualTo(hand.ends(all -> true).get(end)));
    assertThat(tasks.path("received").asLong()).isEqualTo(hand.total());
    for (String open : List.of("pending", "queued", "released")) {
      assertThat(tasks.path(open).asLong(-1)).as(open).isZero();
    }
    agrees.figures(summary, hand.everRecorded());
    PARTS.forEach((part, name) -> agrees.parts(summary.path(part), name, hand.everRecorded()));
    agrees.errors(summary.path("errors"));
    Map<String, String> expected = new TreeMap<>();
    hand.results().forEach(one -> expected.put(text(one, "taskId"), text(one, "status")));
    assertThat(statuses).isEqualTo(expected);
    agrees.rows(site.pages(batch, "/results?limit=7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"once", "twice"})
  void exportsAndReportsOverHttp(String batch) throws Exception {
    AgreesWithHand agrees = agrees(batch);
    var shown = new ShownAgrees(agrees.hand());

    agrees.rows(items(site.get(batch, "/export?format=json")));
    agrees.rows(site.text(batch, "/export").lines().map(AgreesWithHand::read).toList());
    shown.csv(site.text(batch, "/export?format=csv"), "'");
    assertThat(site.get(batch, "/report"))
        .isEqualTo(AgreesWithHand.read(sluiceSays("report", batch, "-o", "json")));
    shown.inText(site.text(batch, "/report?format=text"), PARTS);
    shown.onPage(site.text(batch, "/report?format=html"), PARTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"once", "twice"})
  void theActions(String batch) {
    var asked = JsonNodeFactory.instance.objectNode().put("batch", batch);
    Map<String, Object> kafka = Map.of("bootstrap.servers", site.brokers());

    try (var actions = BatchActions.on(() -> SluiceClient.connect(kafka), ActionSettings.DEFAULT)) {
      var all = asked.deepCopy().put("limit", 200);
      actions(
          agrees(batch),
          AgreesWithHand.read(actions.perform("status", asked).json().toString()),
          AgreesWithHand.read(actions.perform("results", all).json().toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"once", "twice"})
  void theActionsOverHttp(String batch) throws Exception {
    actions(
        agrees(batch),
        site.act("status", "{\"batch\": \"%s\"}".formatted(batch)),
        site.act("results", "{\"batch\": \"%s\", \"limit\": 200}".formatted(batch)));
  }

  private static void actions(AgreesWithHand agrees, JsonNode status, JsonNode results) {
    AgreesWithHand.counts(status, agrees.hand().results());
    assertThat(status.path("retried").asLong(-1)).isEqualTo(agrees.hand().retried());
    JsonNode summary = status.path("summary");
    Collection<GenericRecord> ever = agrees.hand().everRecorded();
    agrees.rates(summary, ever);
    agrees.parts(summary.path("byType"), PARTS.get("byType"), ever);
    agrees.parts(summary.path("byGroup"), PARTS.get("byGroup"), ever);
    agrees.errors(summary.path("errors"));
    agrees.rows(items(results.path("results")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"once", "twice"})
  void sluiceVerify(String batch) {
    JsonNode audit = AgreesWithHand.read(sluiceSays("verify", batch, "-o", "json"));

    assertThat(audit.path("held").asBoolean()).as(audit.toPrettyString()).isTrue();
    assertThat(audit.path("tasks").asLong()).isEqualTo(agrees(batch).hand().total());
  }

  /** Runs last, because nobody works any more afterwards. */
  @Test
  @Order(Integer.MAX_VALUE)
  void aReplayOfAllTopicsIntoAFreshStateDirectoryGivesSummariesOfTheSameBytes() {
    Map<String, byte[]> before = site.lastSummaries();

    site.replay(folder.resolve("fresh"));

    Map<String, byte[]> after = site.awaitSummariesOfTheReplay();
    assertThat(after.keySet()).containsExactly("once", "twice");
    after.forEach((batch, bytes) -> {
      assertThat(EveryEnd.summary(bytes)).isEqualTo(EveryEnd.summary(before.get(batch)));
      assertThat(Arrays.equals(bytes, before.get(batch))).as("the bytes of " + batch).isTrue();
    });
  }
}
