package dev.sluice.http;

import static dev.sluice.http.Ask.assertProblem;
import static dev.sluice.http.Ask.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.SluiceClient;
import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.http.json.Json;
import dev.sluice.http.json.SummaryOut;
import dev.sluice.http.source.ResultPages;
import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.Scheduler;
import dev.sluice.scheduler.SchedulerConfig;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.Worker;
import dev.sluice.worker.WorkerConfig;
import dev.sluice.worker.WorkerKeys;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the API tells of the results of a batch in which tasks end in every way. */
@ExtendWith(KafkaExtension.class)
@Timeout(180)
class HttpResultsTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Topics TOPICS = new Topics("apires.");
  private static final int PARTITIONS = 3;
  private static final String BATCHES = "/api/v1/batches";
  private static final String EVERY = BATCHES + "/every";
  private static final String ACTIONS = "/api/v1/actions/";

  @TempDir static Path directory;

  private static Map<String, Object> kafka;
  private static HttpApi api;
  private static Scheduler scheduler;
  private static Worker worker;
  private static Ask ask;

  @BeforeAll
  static void start(KafkaCluster cluster) {
    kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
    try (Admin admin = Admin.create(kafka)) {
      TopicAdmin.apply(admin, new TopicCatalogue(TOPICS, PARTITIONS, (short) 1, Set.of("default")));
    }
    api =
        HttpApi.open(
            HttpConfig.from(
                    Settings.read(Map.of("sluice.http.port", "0"), Map.of(), HttpKeys.all()))
                .orElseThrow());
    ask = new Ask(api.url());
    scheduler =
        Scheduler.start(
            SchedulerConfig.of(kafka, directory.resolve("state"))
                .withTopics(TOPICS)
                .withApplicationId("apires")
                .withApplicationServer(api.advertised()));
    api.serve(scheduler, kafka, TOPICS);
    worker =
        Worker.start(
            WorkerConfig.from(
                Settings.read(
                    Map.of(
                        "bootstrap.servers", cluster.bootstrapServers(),
                        "sluice.topics.prefix", "apires.",
                        "sluice.worker.id", "w1"),
                    Map.of(),
                    WorkerKeys.all())));
    await().atMost(SOON).until(() -> ask.get("/readyz").statusCode() == 200);
    runEveryEnd();
  }

  @AfterAll
  static void stop() {
    worker.drain(Duration.ZERO);
    scheduler.close();
    api.close();
  }

  /** One batch in which tasks succeed, fail, time out, are skipped, cancelled and rejected. */
  private static void runEveryEnd() {
    String later =
        InstantSource.system().instant().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS)
            + "";
    submit(
        "every",
        task("e0", "echo", "\"group\": \"g\", \"text\": \"=1+1\""),
        task(
            "e1",
            "echo",
            "\"group\": \"g\", \"params\": {\"html\": \"<img src=x onerror=alert(1)>\"}"),
        task("e2", "echo", "\"text\": \"-5\", \"needs\": [\"e1\"], \"priority\": \"high\""),
        task(
            "flaky",
            "simulate",
            "\"params\": {\"failTimes\": 1}, \"retry\": {\"policy\": \"fixed\", \"maxRetries\": 2,"
                + " \"delay\": \"10ms\"}"),
        task(
            "failed",
            "simulate",
            "\"name\": \"<script>alert(2)</script>\", \"params\": {\"fail\": true}"),
        task("skipped", "noop", "\"needs\": [\"failed\"]"),
        task("late", "simulate", "\"params\": {\"duration\": \"60s\"}, \"timeout\": \"300ms\""),
        task("nowhere", "noop", "\"pool\": \"nowhere\""),
        task("never", "noop", "\"notBefore\": \"" + later + "\""));
    ok(
        await()
            .atMost(SOON)
            .until(
                () -> ask.post(EVERY + "/tasks/never/cancel", "{}"),
                answer -> answer.statusCode() == 200));
    ended("every");
  }

  private static void submit(String id, String... tasks) {
    ok(
        ask.post(
            BATCHES,
            "{\"id\": \"%s\", \"name\": \"of all ends\", \"labels\": {\"team\": \"etl\"}, \"tasks\": [%s]}"
                .formatted(id, String.join(",", tasks))));
  }

  private static String task(String id, String type, String more) {
    return "{\"id\": \"%s\", \"type\": \"%s\", %s}".formatted(id, type, more);
  }

  private static JsonNode ended(String id) {
    return await()
        .atMost(SOON)
        .until(
            () -> Ask.json(ask.get(BATCHES + "/" + id)),
            batch -> batch.path("finishedAt").asLong() > 0);
  }

  private static List<JsonNode> results(String query) {
    List<JsonNode> found = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = ok(ask.get(EVERY + "/results?limit=2" + query + cursor));
      page.path("items").forEach(found::add);
      cursor =
          page.path("nextCursor").isNull() ? null : "&cursor=" + page.get("nextCursor").asText();
      assertThat(found.size()).isLessThanOrEqualTo(9);
    }
    return found;
  }

  private static List<String> ids(List<JsonNode> items) {
    return items.stream().map(item -> item.path("taskId").asText()).toList();
  }

  @Test
  void theSummaryIsTheOneThatIsPublished() {
    JsonNode summary = ok(ask.get(EVERY + "/summary"));

    BatchSummary published;
    try (SluiceClient client = SluiceClient.connect(kafka, TOPICS);
        BatchHandle handle = client.batch("every")) {
      published =
          await()
              .atMost(SOON)
              .until(() -> handle.summary().orElseThrow(), found -> found.status().terminal());
    }
    assertThat(summary).isEqualTo(Ask.json(Json.text(SummaryOut.of(published, Instant.EPOCH))));
  }

  @Test
  void theSummaryCountsWhatTheResultsAre() {
    JsonNode summary = ok(ask.get(EVERY + "/summary"));
    List<JsonNode> results = results("");

    assertThat(results).hasSize(9);
    for (String status : List.of("succeeded", "failed", "skipped", "cancelled", "rejected")) {
      assertThat(summary.path(status).asLong()).as(status).isEqualTo(count(results, status));
    }
    assertThat(summary.path("timedOut").asLong()).isEqualTo(count(results, "timed_out"));
    assertThat(summary.at("/byType/echo/succeeded").asInt()).isEqualTo(3);
    assertThat(summary.at("/byType/echo/runMs/p95").isNumber()).isTrue();
    assertThat(summary.at("/byGroup/g/total").asInt()).isEqualTo(2);
    assertThat(summary.at("/byPriority/high/total").asInt()).isEqualTo(1);
    assertThat(summary.at("/byWorker/w1/succeeded").asInt()).isEqualTo(4);
    assertThat(summary.at("/labels/team").asText()).isEqualTo("etl");
    assertThat(summary.at("/retried").asInt()).isEqualTo(1);
    assertThat(summary.at("/flakiest/0/taskId").asText()).isEqualTo("flaky");
    assertThat(summary.at("/flakiest/0/attempts").asInt()).isEqualTo(2);
    String slowest = ids(results("&sort=-runtime")).getFirst();
    assertThat(summary.at("/slowest/0/taskId").asText()).isEqualTo(slowest);
    assertThat(summary.at("/errors/0/exampleTaskId").isTextual()).isTrue();
    assertThat(summary.at("/criticalPath/length").asInt())
        .isPositive()
        .isEqualTo(summary.at("/criticalPath/taskIds").size());
    assertThat(summary.at("/timeLeftMs/likely").isNull()).isTrue();
    assertThat(summary.path("updatedAt").asLong())
        .isGreaterThanOrEqualTo(summary.path("finishedAt").asLong());
    long ends = 0;
    for (JsonNode step : summary.at("/timeline/steps")) {
      ends += step.path("succeeded").asLong() + step.path("failed").asLong();
      ends += step.path("stopped").asLong();
    }
    assertThat(ends).isEqualTo(9);
  }

  private static long count(List<JsonNode> results, String status) {
    return results.stream()
        .filter(result -> result.path("status").asText().equalsIgnoreCase(status))
        .count();
  }

  @Test
  void anExportIsAllResultsInEachFormat() {
    List<JsonNode> results = results("");
    results.forEach(result -> ((ObjectNode) result).remove(List.of("round", "name")));

    HttpResponse<String> lines = ask.get(EVERY + "/export");
    assertThat(lines.body().lines().map(Ask::json).toList()).isEqualTo(results);
    assertThat(lines.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/jsonl");
    assertThat(lines.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"sluice-every-results.jsonl\"");
    assertThat(lines.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(lines.headers().firstValue("Sluice-Batch-Status")).hasValue("FAILED");
    List<JsonNode> list = new ArrayList<>();
    ok(ask.get(EVERY + "/export?format=json")).forEach(list::add);
    assertThat(list).isEqualTo(results);
    HttpResponse<String> csv = ask.get(EVERY + "/export?format=csv");
    assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(csv.body()).startsWith("taskId,status").contains(",'=1+1,").contains(",'-5,");
    assertThat(csv.body().lines()).hasSize(10);
    assertThat(ask.get(EVERY + "/export?format=csv&raw=true").body())
        .contains(",=1+1,")
        .doesNotContain("'=");
  }

  @Test
  void anExportTakesTheFiltersOfTheList() {
    assertThat(
            ids(
                ask.get(EVERY + "/export?status=failed,timed_out&type=simulate")
                    .body()
                    .lines()
                    .map(Ask::json)
                    .toList()))
        .containsExactlyInAnyOrder("failed", "late");
    assertThat(ask.get(EVERY + "/export?group=none").body()).isEmpty();
  }

  @Test
  void whatIsAskedWronglyIsAProblemBeforeTheFirstByte() {
    HttpResponse<String> nobody = ask.get(BATCHES + "/nobody/export");
    assertProblem(nobody, 404, "BATCH_NOT_FOUND");
    assertThat(nobody.headers().firstValue("Content-Disposition")).isEmpty();
    assertProblem(ask.get(BATCHES + "/nobody/report"), 404, "BATCH_NOT_FOUND");
    assertProblem(ask.get(EVERY + "/export?format=xlsx"), 400, "INVALID_PARAMETER");
    assertProblem(ask.get(EVERY + "/export?raw=true"), 400, "INVALID_PARAMETER");
    assertProblem(ask.get(EVERY + "/export?sort=taskId"), 400, "INVALID_PARAMETER");
    assertProblem(ask.get(EVERY + "/report?format=pdf"), 400, "INVALID_PARAMETER");
    assertProblem(ask.get(EVERY + "/report?top=0"), 400, "INVALID_PARAMETER");
    assertProblem(ask.get("/api/v1/compare?a=every"), 400, "INVALID_PARAMETER");
    assertProblem(ask.get("/api/v1/compare?a=every&b=nobody"), 404, "BATCH_NOT_FOUND");
    assertProblem(ask.get("/api/v1/compare?a=every&b=%2e%2e%2f"), 400, "INVALID_ID");
    assertProblem(
        ask.get("/api/v1/compare?a=every&b=every&failIf=failed%3E+0"), 400, "INVALID_PARAMETER");
    assertProblem(
        ask.get("/api/v1/compare?a=every&b=every&failIf=speed%3E1"), 400, "INVALID_PARAMETER");
    assertProblem(
        ask.get(EVERY + "/export", "Origin", "https://evil.example.com"),
        403,
        "ORIGIN_NOT_ALLOWED");
  }

  @Test
  void aReportComesInThreeFormsAndItsPageIsNeverShown() {
    JsonNode report = ok(ask.get(EVERY + "/report"));
    JsonNode summary = ok(ask.get(EVERY + "/summary"));
    for (String same :
        List.of(
            "batchId",
            "name",
            "status",
            "labels",
            "total",
            "succeeded",
            "failed",
            "timedOut",
            "cancelled",
            "skipped",
            "rejected",
            "retried",
            "openedAt",
            "finishedAt",
            "durationMs",
            "errors")) {
      assertThat(report.path(same)).as(same).isEqualTo(summary.path(same));
    }
    assertThat(ok(ask.get(EVERY + "/report?top=1")).path("slowest")).hasSize(1);
    HttpResponse<String> text = ask.get(EVERY + "/report?format=text");
    assertThat(text.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(text.body()).contains("every").contains("by type");
    HttpResponse<String> page = ask.get(EVERY + "/report?format=html");
    assertThat(page.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"sluice-every-report.html\"");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'");
    assertThat(page.body())
        .contains("&lt;script&gt;alert(2)")
        .doesNotContain("<script")
        .doesNotContain("<img src=x");
  }

  @Test
  void aComparisonHasAVerdict() {
    submit(
        "calm", task("failed", "noop", "\"group\": \"g\""), task("e0", "echo", "\"text\": \"a\""));
    ended("calm");
    String worse = "/api/v1/compare?a=calm&b=every";

    JsonNode compared = ok(ask.get(worse + "&failIf=failed%3E%2B0&failIf=total%3C2"));

    assertThat(compared.path("fails").asBoolean()).isTrue();
    assertThat(compared.at("/conditions/0/condition").asText()).isEqualTo("failed>+0");
    assertThat(compared.at("/conditions/0/holds").asBoolean()).isTrue();
    assertThat(compared.at("/conditions/1/holds").asBoolean()).isFalse();
    assertThat(compared.at("/newFailures/first").toString()).contains("\"failed\"");
    assertThat(
            ok(ask.get("/api/v1/compare?a=every&b=calm&failIf=failed%3E%2B0"))
                .path("fails")
                .asBoolean())
        .isFalse();
    assertThat(ask.get(worse + "&format=text").body()).contains("new failures");
  }

  @Test
  void resultsComeInEveryOrder() {
    List<JsonNode> recorded = results("");
    Comparator<JsonNode> byId = Comparator.comparing(item -> item.path("taskId").asText());
    Comparator<JsonNode> byAttempts = Comparator.comparing(item -> item.path("attempts").asInt());

    assertThat(results("&sort=recorded")).isEqualTo(recorded);
    assertThat(results("&sort=-recorded")).isEqualTo(recorded.reversed());
    assertThat(results("&sort=taskId")).isEqualTo(recorded.stream().sorted(byId).toList());
    assertThat(results("&sort=-attempts"))
        .isEqualTo(recorded.stream().sorted(byAttempts.thenComparing(byId).reversed()).toList());
    Comparator<JsonNode> byRuntime = Comparator.comparing(HttpResultsTest::ranMicros);
    assertThat(results("&sort=runtime"))
        .isEqualTo(recorded.stream().sorted(byRuntime.thenComparing(byId)).toList());
    assertThat(ids(results("&sort=queueWait&status=failed"))).containsExactly("failed");
    String cursor = ok(ask.get(EVERY + "/results?limit=2&sort=taskId")).path("nextCursor").asText();
    assertProblem(
        ask.get(EVERY + "/results?limit=2&sort=-taskId&cursor=" + cursor), 400, "INVALID_CURSOR");
    assertProblem(ask.get(EVERY + "/results?sort=worker"), 400, "INVALID_PARAMETER");
  }

  private static long ranMicros(JsonNode result) {
    long started = result.path("startedAt").asLong();
    return started == 0 ? -1 : result.path("finishedAt").asLong() - started;
  }

  @Test
  void aFilterThatCanNotBeAnsweredIsRefused() {
    assertProblem(ask.get(EVERY + "/tasks?type=echo"), 400, "INVALID_PARAMETER");
    assertProblem(ask.get(EVERY + "/tasks?group=g&status=succeeded"), 400, "INVALID_PARAMETER");
    JsonNode simulated =
        ok(ask.get(EVERY + "/tasks?type=simulate&status=failed,timed_out,skipped"));
    assertThat(simulated.path("items")).hasSize(2);
  }

  @Test
  void theNineActionsAreAWholeWorkflow() {
    JsonNode added =
        ok(
            ask.post(
                ACTIONS + "add_batch",
                "{\"batch\": \"acted\", \"tasks\": [{\"id\": \"b\", \"type\": \"noop\"}, {\"id\":"
                    + " \"a\", \"type\": \"echo\", \"params\": {\"text\": \"hi\"}}]}"));
    assertThat(added.path("next").asText()).isEqualTo("start");
    assertThat(act("start", "acted").path("outcome").asText()).isEqualTo("DONE");
    JsonNode status =
        ok(ask.post(ACTIONS + "status", "{\"batch\": \"acted\", \"waitSeconds\": 15}"));
    assertThat(status.path("status").asText()).isEqualTo("SUCCEEDED");
    JsonNode first = ok(ask.post(ACTIONS + "results", "{\"batch\": \"acted\", \"limit\": 1}"));
    assertThat(first.at("/results/0/taskId").asText()).isEqualTo("a");
    assertThat(first.path("cursor").isTextual()).isTrue();
    JsonNode export = act("export", "acted");
    assertThat(export.path("results").asInt()).isEqualTo(2);
    assertThat(export.path("content").asText()).contains("hi");
    assertThat(act("stop", "acted").path("outcome").asText()).isEqualTo("NOTHING_TO_DO");
    assertThat(act("cancel", "acted").path("outcome").asText()).isEqualTo("NOTHING_TO_DO");
    assertThat(act("clear", "acted").path("outcome").asText()).isEqualTo("DONE");
    await().atMost(SOON).until(() -> ask.get(BATCHES + "/acted").statusCode() == 404);

    for (String task : List.of("x", "y")) {
      ok(
          ask.post(
              ACTIONS + "add",
              "{\"batch\": \"grown\", \"task\": {\"id\": \"" + task + "\", \"type\": \"noop\"}}"));
    }
    assertThat(act("start", "grown").path("tasks").asInt()).isEqualTo(2);
    assertThat(ended("grown").path("status").asText()).isEqualTo("SUCCEEDED");
  }

  private static JsonNode act(String action, String batch) {
    return ok(ask.post(ACTIONS + action, "{\"batch\": \"" + batch + "\"}"));
  }

  @Test
  void aBatchOfATakenIdIsRefusedByTheActionsBeforeItIsSubmittedAndAfterItsEnd() {
    String first = "{\"batch\": \"taken\", \"tasks\": [{\"id\": \"a\", \"type\": \"noop\"}]}";
    String other = first.replace("\"a\"", "\"b\"");
    String plain =
        "{\"id\": \"taken\", \"name\": \"t\", \"tasks\": [{\"id\": \"c\", \"type\": \"noop\"}]}";
    int letters = ok(ask.get("/api/v1/dead-letters")).path("items").size();
    ok(ask.post(ACTIONS + "add_batch", first));

    assertProblem(ask.post(ACTIONS + "add_batch", other), 409, "BATCH_EXISTS");
    assertProblem(ask.post(BATCHES, plain), 409, "BATCH_EXISTS");
    assertThat(ok(ask.post(ACTIONS + "add_batch", first)).path("knownBefore").asBoolean()).isTrue();
    act("start", "taken");
    assertThat(ended("taken").path("status").asText()).isEqualTo("SUCCEEDED");
    assertProblem(ask.post(ACTIONS + "add_batch", other), 409, "BATCH_EXISTS");
    assertThat(ok(ask.post(ACTIONS + "add_batch", first)).path("next").asText())
        .isEqualTo("results");
    assertThat(ok(ask.get(BATCHES + "/taken/results")).path("items")).hasSize(1);
    assertThat(ok(ask.get("/api/v1/dead-letters")).path("items")).hasSize(letters);
  }

  @Test
  void anActionThatIsNotPerformedSaysWhyInItsOwnCodes() {
    HttpResponse<String> unknown = ask.post(ACTIONS + "start", "{\"batsch\": \"x\"}");
    assertProblem(unknown, 400, "INVALID_ARGUMENTS");
    assertThat(Ask.json(unknown).path("action").asText()).isEqualTo("start");
    assertThat(Ask.json(unknown).at("/problems/0/code").asText()).isEqualTo("UNKNOWN_FIELD");
    assertProblem(ask.post(ACTIONS + "status", "{\"batch\": \"nobody\"}"), 404, "BATCH_NOT_FOUND");
    assertProblem(ask.post(ACTIONS + "results", "{\"batch\": \"nobody\"}"), 404, "BATCH_NOT_FOUND");
    assertProblem(ask.post(ACTIONS + "stop", "{\"batch\": \"a b\"}"), 400, "INVALID_ID");
    assertProblem(ask.post(ACTIONS + "stop", "[]"), 400, "INVALID_JSON");
    HttpResponse<String> cycle =
        ask.post(
            ACTIONS + "add_batch",
            "{\"tasks\": [{\"id\": \"a\", \"type\": \"noop\", \"needs\": [\"a\"]}]}");
    assertProblem(cycle, 422, "INVALID_BATCH");
    assertThat(Ask.json(cycle).at("/problems/0/code").asText()).isEqualTo("SELF_NEED");
    submit("waiting", task("n", "noop", "\"notBefore\": \"2099-01-01T00:00:00Z\""));
    await().atMost(SOON).until(() -> ask.get(BATCHES + "/waiting").statusCode() == 200);
    HttpResponse<String> tooEarly = ask.post(ACTIONS + "clear", "{\"batch\": \"waiting\"}");
    assertProblem(tooEarly, 409, "CONFLICT");
    assertThat(Ask.json(tooEarly).at("/problems/0/code").asText()).isNotEmpty();
    act("cancel", "waiting");
  }

  @Test
  void onlySoManyExportsAreReadAndThoseWhoGoAwayMakeRoom() throws Exception {
    submit("large", task("n", "noop", "\"inputs\": true"));
    ended("large");
    recordResults("large", 200, 100_000); // more than sockets hold
    String path = BATCHES + "/large/export";
    List<Socket> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      readers.add(stalled(path));
    }

    HttpResponse<String> oneTooMany = ask.get(path);
    assertProblem(oneTooMany, 429, "TOO_MANY_EXPORTS");
    assertThat(oneTooMany.headers().firstValue("Retry-After")).isPresent();
    for (Socket reader : readers) {
      reader.close();
    }

    HttpResponse<String> whole =
        await().atMost(SOON).until(() -> ask.get(path), answer -> answer.statusCode() == 200);
    assertThat(whole.body().lines()).hasSize(201);
  }

  /** Reads a little of the answer and then nothing more. */
  private static Socket stalled(String path) throws Exception {
    URI at = URI.create(api.url());
    Socket socket = new Socket();
    socket.setReceiveBufferSize(16 * 1024);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(at.getHost(), at.getPort()));
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    byte[] begin = socket.getInputStream().readNBytes(12);
    assertThat(new String(begin, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
    return socket;
  }

  @Test
  void tooManyResultsAreListedAndExportedButNotSorted() {
    submit("many", task("n", "noop", "\"inputs\": true"));
    ended("many");
    recordResults("many", ResultPages.MOST_SORTED, 0);
    String results = BATCHES + "/many/results";

    assertProblem(ask.get(results + "?sort=-runtime"), 400, "TOO_MANY_TO_SORT");
    assertThat(ok(ask.get(results + "?sort=recorded")).path("items")).hasSize(100);
    assertThat(ask.get(BATCHES + "/many/export?format=csv&taskId=t199999").body().lines())
        .hasSize(2);
    assertThat(ok(ask.get(BATCHES + "/many/report?top=1")).path("succeeded").asInt())
        .isEqualTo(ResultPages.MOST_SORTED + 1);
  }

  /** As if the batch had many tasks, which wrote much. */
  private static void recordResults(String batchId, int count, int outputBytes) {
    RecordCodec<Result> codec = new RecordCodecs(kafka).codec(Result.class);
    byte[] output = "\"%s\"".formatted("x".repeat(outputBytes)).getBytes(StandardCharsets.UTF_8);
    try (var producer =
        new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        Result result =
            Result.newBuilder()
                .setBatchId(batchId)
                .setTaskId("t" + i)
                .setType("echo")
                .setStatus(TaskStatus.SUCCEEDED)
                .setOutput(ByteBuffer.wrap(output))
                .build();
        var unused =
            producer.send(
                new ProducerRecord<>(
                    TOPICS.result(),
                    Partitions.of(batchId, PARTITIONS),
                    batchId + "/" + result.getTaskId(),
                    codec.encode(TOPICS.result(), result)));
      }
    }
  }
}
