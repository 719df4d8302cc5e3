package dev.sluice.http;

import static dev.sluice.http.Ask.assertProblem;
import static dev.sluice.http.Ask.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.scheduler.Scheduler;
import dev.sluice.scheduler.SchedulerConfig;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.Worker;
import dev.sluice.worker.WorkerConfig;
import dev.sluice.worker.WorkerKeys;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/** The API of a whole Sluice: a broker, a scheduler and a worker. */
@ExtendWith(KafkaExtension.class)
@Timeout(180)
class HttpApiTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Topics TOPICS = new Topics("api.");
  private static final String BATCHES = "/api/v1/batches";

  @TempDir static Path directory;

  private static String brokers;
  private static HttpApi api;
  private static Scheduler scheduler;
  private static Worker worker;
  private static Ask ask;

  @BeforeAll
  static void start(KafkaCluster cluster) {
    brokers = cluster.bootstrapServers();
    Map<String, Object> kafka = Map.of("bootstrap.servers", brokers);
    try (Admin admin = Admin.create(kafka)) {
      TopicAdmin.apply(admin, new TopicCatalogue(TOPICS, 3, (short) 1, Set.of("default")));
    }
    api =
        HttpApi.open(
            HttpConfig.from(
                    Settings.read(
                        Map.of("sluice.http.port", "0", "sluice.http.max-streams", "2"),
                        Map.of(),
                        HttpKeys.all()))
                .orElseThrow());
    ask = new Ask(api.url());
    SchedulerConfig config =
        SchedulerConfig.of(kafka, directory.resolve("state"))
            .withTopics(TOPICS)
            .withApplicationId("api")
            .withApplicationServer(api.advertised());
    scheduler = Scheduler.start(config);
    api.serve(scheduler, kafka, TOPICS);
    worker =
        Worker.start(
            WorkerConfig.from(
                Settings.read(
                    Map.of(
                        "bootstrap.servers", brokers,
                        "sluice.topics.prefix", "api.",
                        "sluice.worker.id", "w1"),
                    Map.of(),
                    WorkerKeys.all())));
    await().atMost(SOON).until(() -> ask.get("/readyz").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    worker.drain(Duration.ZERO);
    scheduler.close();
    api.close();
  }

  /** Ten tasks of which t3 fails and t9, which needs it, is skipped. */
  private static String tenTasks(String id) {
    String tasks =
        IntStream.range(0, 10)
            .mapToObj(i ->
                switch (i) {
                  case 3 -> task("t3", "simulate", "\"params\": {\"fail\": true}");
                  case 9 -> task("t9", "noop", "\"needs\": [\"t3\"]");
                  default ->
                      task(
                          "t" + i,
                          "echo",
                          "\"group\": \"g\", \"params\": {\"text\": \"<b>" + i + "\"}");
                })
            .collect(Collectors.joining(","));
    return """
    {"id": "%s", "name": "ten <i>", "labels": {"team": "%s"}, "tasks": [%s]}\
    """
        .formatted(id, id, tasks);
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

  private static List<String> all(String path, String member) {
    List<String> found = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    while (cursor != null) {
      JsonNode page = ok(ask.get(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
      page.path("items").forEach(item -> found.add(item.path(member).asText()));
      cursor = page.path("nextCursor").isNull() ? null : page.path("nextCursor").asText();
      assertThat(pages++).as("pages of " + path).isLessThan(100);
    }
    return found;
  }

  @Test
  void aBatchIsSubmittedDescribedListedAndSummedUp() {
    HttpResponse<String> submitted = ask.post(BATCHES, tenTasks("whole"));
    assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(201);
    assertThat(submitted.headers().firstValue("Location")).hasValue(BATCHES + "/whole");

    JsonNode batch = ended("whole");

    assertThat(batch.path("status").asText()).isEqualTo("FAILED");
    assertThat(batch.path("name").asText()).isEqualTo("ten <i>");
    assertThat(batch.at("/tasks/succeeded").asInt()).isEqualTo(8);
    assertThat(batch.at("/tasks/failed").asInt()).isEqualTo(1);
    assertThat(batch.at("/tasks/skipped").asInt()).isEqualTo(1);
    JsonNode summary = ok(ask.get(BATCHES + "/whole/summary"));
    assertThat(summary.path("total").asInt()).isEqualTo(10);
    assertThat(summary.path("succeeded").asInt()).isEqualTo(8);
    assertThat(summary.at("/byType/echo/succeeded").asInt()).isEqualTo(8);
    assertThat(summary.at("/errors/0/exampleTaskId").asText()).isEqualTo("t3");
    assertThat(all(BATCHES + "?label=team=whole", "batchId")).containsExactly("whole");
    assertThat(all(BATCHES + "?label=team=whole&status=running", "batchId")).isEmpty();
    JsonNode list = ok(ask.get(BATCHES));
    assertThat(list.path("partitions").asInt()).isEqualTo(list.path("ofPartitions").asInt());
    assertProblem(ask.get(BATCHES + "/nobody"), 404, "BATCH_NOT_FOUND");
    assertProblem(ask.get(BATCHES + "/no%20id"), 400, "INVALID_ID");
    assertProblem(ask.get(BATCHES + "?stat=x"), 400, "INVALID_PARAMETER");
  }

  @Test
  void tasksAndResultsComeByPagesFilteredAndInOrder() {
    ok(ask.post(BATCHES, tenTasks("paged")));
    JsonNode batch = ended("paged");
    String tasks = BATCHES + "/paged/tasks";
    List<String> ids = IntStream.range(0, 10).mapToObj(i -> "t" + i).toList();

    assertThat(all(tasks + "?limit=3", "taskId")).containsExactlyElementsOf(ids);
    assertThat(all(tasks + "?limit=3&sort=-id", "taskId"))
        .containsExactlyElementsOf(ids.reversed());
    assertThat(all(tasks + "?status=failed,skipped", "taskId")).containsExactly("t3", "t9");
    assertThat(all(tasks + "?status=failed&type=simulate", "taskId")).containsExactly("t3");
    String results = BATCHES + "/paged/results";
    assertThat(all(results + "?limit=4", "taskId")).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(all(results + "?type=echo&limit=1", "taskId")).hasSize(8).doesNotContain("t3");
    assertThat(all(results + "?worker=w1&group=g", "taskId")).hasSize(8);
    JsonNode one = ok(ask.get(results + "?taskId=t1")).at("/items/0");
    assertThat(one.at("/output/text").asText()).isEqualTo("<b>1");
    assertThat(one.path("worker").asText()).isEqualTo("w1");
    assertThat(one.path("startedAt").asLong()).isPositive();
    Map<String, Long> byStatus =
        all(results + "?limit=1000", "status").stream()
            .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    assertThat(byStatus)
        .isEqualTo(
            Map.of(
                "SUCCEEDED", batch.at("/tasks/succeeded").asLong(),
                "FAILED", batch.at("/tasks/failed").asLong(),
                "SKIPPED", batch.at("/tasks/skipped").asLong()));
    JsonNode task = ok(ask.get(tasks + "/t3"));
    assertThat(task.path("status").asText()).isEqualTo("FAILED");
    assertProblem(ask.get(tasks + "/t99"), 404, "TASK_NOT_FOUND");
  }

  @Test
  void batchesAreListedByTheTimeOfTheirOpening() {
    List<String> opened = List.of("time-c", "time-a", "time-d", "time-b", "time-e");
    for (String id : opened) {
      ok(ask.post(BATCHES, tenTasks(id)));
      ended(id);
    }
    String times = BATCHES + "?idPrefix=time-&limit=2&sort=";

    assertThat(all(times + "-openedAt", "batchId")).containsExactlyElementsOf(opened.reversed());
    assertThat(all(times + "openedAt", "batchId")).containsExactlyElementsOf(opened);
    assertThat(all(times + "-openedAt&label=team=time-d", "batchId")).containsExactly("time-d");
    assertThat(all(times + "-openedAt&status=running", "batchId")).isEmpty();
    String cursor = ok(ask.get(times + "-openedAt")).path("nextCursor").asText();
    assertProblem(ask.get(times + "openedAt&cursor=" + cursor), 400, "INVALID_CURSOR");
    assertProblem(ask.get(times + "-id&cursor=" + cursor), 400, "INVALID_CURSOR");
    assertProblem(ask.get(times + "name"), 400, "INVALID_PARAMETER");
    assertProblem(ask.get(BATCHES + "/time-a/tasks?sort=openedAt"), 400, "INVALID_PARAMETER");
  }

  @Test
  void cursorsOfOtherListsAndBadLimitsAreRefused() {
    ok(ask.post(BATCHES, tenTasks("cursors")));
    ended("cursors");
    String tasks = BATCHES + "/cursors/tasks";
    String cursor = ok(ask.get(tasks + "?limit=3")).path("nextCursor").asText();

    assertThat(ok(ask.get(tasks + "?limit=1&cursor=" + cursor)).at("/items/0/taskId").asText())
        .isEqualTo("t3");
    assertProblem(ask.get(tasks + "?sort=-id&cursor=" + cursor), 400, "INVALID_CURSOR");
    assertProblem(ask.get(tasks + "?status=failed&cursor=" + cursor), 400, "INVALID_CURSOR");
    assertProblem(ask.get(BATCHES + "/cursors/results?cursor=" + cursor), 400, "INVALID_CURSOR");
    assertProblem(ask.get(tasks + "?cursor=x" + cursor), 400, "INVALID_CURSOR");
    assertProblem(ask.get(tasks + "?limit=-1"), 400, "INVALID_PARAMETER");
    assertProblem(ask.get(tasks + "?limit=0"), 400, "INVALID_PARAMETER");
    assertThat(ok(ask.get(tasks + "?limit=1000000000")).path("items")).hasSize(10);
    assertProblem(ask.get(tasks + "?limit=1&limit=2"), 400, "INVALID_PARAMETER");
  }

  @Test
  void aRequestThatComesAgainIsTheSameBatch() {
    String body = "{\"tasks\": [{\"id\": \"a\", \"type\": \"noop\"}]}";

    JsonNode first = ok(ask.post(BATCHES, body, "Idempotency-Key", "k-1"));
    HttpResponse<String> second = ask.post(BATCHES, body + " ", "Idempotency-Key", "k-1");

    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(Ask.json(second).path("batchId")).isEqualTo(first.path("batchId"));
    assertThat(Ask.json(second).path("created").asBoolean()).isFalse();
    String other = body.replace("noop", "echo");
    assertProblem(
        ask.post(BATCHES, other, "Idempotency-Key", "k-1"), 422, "IDEMPOTENCY_KEY_REUSED");
    assertThat(ok(ask.post(BATCHES, other, "Idempotency-Key", "k-2")).path("batchId"))
        .isNotEqualTo(first.path("batchId"));
    assertProblem(
        ask.post(BATCHES, body, "Idempotency-Key", "k".repeat(7000)),
        400,
        "INVALID_IDEMPOTENCY_KEY");
    ended(first.path("batchId").asText());
    assertThat(all(BATCHES + "/" + first.path("batchId").asText() + "/results?limit=9", "taskId"))
        .containsExactly("a");
    ok(ask.post(BATCHES, tenTasks("mine")));
    assertProblem(ask.post(BATCHES, tenTasks("mine").replace("echo", "noop")), 409, "BATCH_EXISTS");
  }

  @Test
  void whatIsNoBatchIsRefusedWithItsPlace() {
    HttpResponse<String> cycle =
        ask.post(
            BATCHES,
            "{\"name\": \"c\", \"tasks\": [{\"id\": \"a\", \"type\": \"noop\", \"needs\": [\"b\"]},"
                + " {\"id\": \"b\", \"type\": \"noop\", \"needs\": [\"a\"]}]}");
    assertProblem(cycle, 422, "INVALID_BATCH");
    assertThat(Ask.json(cycle).at("/problems/0/code").asText()).isEqualTo("CYCLE");
    assertThat(Ask.json(cycle).at("/problems/0/pointer").asText()).isEqualTo("/tasks/0");
    HttpResponse<String> several =
        ask.post(BATCHES, "{\"name\": 1, \"tasks\": [{\"id\": \"a b\", \"typ\": \"x\"}]}");
    assertProblem(several, 422, "INVALID_BATCH");
    assertThat(Ask.json(several).path("problems").findValuesAsText("pointer"))
        .containsExactly("/name", "/tasks/0/typ");
    HttpResponse<String> unknown = ask.post(BATCHES, "{\"name\": \"c\", \"task\": []}");
    assertProblem(unknown, 422, "INVALID_BATCH");
    assertThat(Ask.json(unknown).path("pointer").asText()).isEqualTo("/task");
    assertProblem(ask.post(BATCHES, "{\"name\": "), 400, "INVALID_JSON");
  }

  @Test
  void commandsAreAnsweredAsTheSchedulerAnswersThem() {
    String held =
        "{\"id\": \"held\", \"name\": \"held\", \"held\": true, \"tasks\": ["
            + task("a/1", "noop", "\"needs\": []")
            + ","
            + task("b", "simulate", "\"params\": {\"fail\": true}")
            + "]}";
    String batch = BATCHES + "/held";
    ok(ask.post(BATCHES, held));
    await().atMost(SOON).until(() -> all(batch + "/tasks?status=queued", "taskId").size() == 2);

    JsonNode why = ok(ask.get(batch + "/explain"));
    assertThat(why.at("/explanations/0/code").asText()).isEqualTo("BATCH_HELD");
    assertThat(ok(ask.get(batch + "/tasks/a%2F1")).path("taskId").asText()).isEqualTo("a/1");
    assertThat(ok(ask.get(batch + "/tasks/a%2F1/explain")).path("status").asText())
        .isEqualTo("QUEUED");
    assertProblem(ask.post(batch + "/clear", "{}"), 409, "CONFLICT");
    assertProblem(ask.post(batch + "/start", "{\"now\": true}"), 400, "INVALID_JSON");
    assertThat(ok(ask.post(batch + "/start", "{}")).path("outcome").asText()).isEqualTo("DONE");
    assertThat(ended("held").path("status").asText()).isEqualTo("FAILED");
    assertThat(ok(ask.post(batch + "/cancel", "{\"reason\": \"late\"}")).path("outcome").asText())
        .isEqualTo("NOTHING_TO_DO");
    for (String command : List.of("start", "stop", "cancel")) {
      JsonNode idle = ok(ask.post(batch + "/" + command, "{}"));
      assertThat(idle.path("outcome").asText()).isEqualTo("NOTHING_TO_DO");
      assertThat(idle.path("reason").asText())
          .isEqualTo(
              switch (command) {
                case "start" -> "NEITHER_HELD_NOR_STOPPED";
                case "stop" -> "NOT_RUNNING";
                default -> "ALREADY_ENDED";
              });
      assertThat(idle.path("detail").asText()).contains("has ended");
    }
    assertThat(ok(ask.post(batch + "/tasks/b/cancel", "{}")).path("detail").asText())
        .isEqualTo("the task has ended already");
    assertThat(ok(ask.post(batch + "/retry", "{}")).path("outcome").asText()).isEqualTo("DONE");
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          JsonNode again = ok(ask.get(batch));
          assertThat(again.path("round").asInt()).isEqualTo(2);
          assertThat(again.path("finishedAt").asLong()).isPositive();
        });
    assertThat(all(batch + "/results?limit=9", "taskId")).containsExactlyInAnyOrder("a/1", "b");
    assertThat(ok(ask.get(batch + "/results?taskId=b")).at("/items/0/round").asInt()).isEqualTo(2);
    assertThat(ok(ask.post(batch + "/clear", "{}")).path("outcome").asText()).isEqualTo("DONE");
    await().atMost(SOON).until(() -> ask.get(batch).statusCode() == 404);
    assertProblem(ask.post(batch + "/start", "{}"), 404, "BATCH_NOT_FOUND");
  }

  @Test
  void workersHealthAndMetricsAreThere() {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(ok(ask.get("/api/v1/workers")).at("/items/0/workerId").asText())
                .isEqualTo("w1"));
    assertThat(ask.get("/livez").body()).contains("\"up\"");
    assertThat(ask.get("/metrics").body()).contains("sluice_");
  }

  @Test
  void changesAreFollowedAndGoneOnWith() throws Exception {
    List<String> ids = new ArrayList<>();
    try (Stream first = stream("")) {
      assertThat(first.until("event: begin")).isNotNull();
      ok(ask.post(BATCHES, tenTasks("followed")));
      assertThat(first.until("\"taskId\":\"t3\"")).contains("\"status\":\"FAILED\"");
      ids.addAll(first.ids);
      try (Stream second = stream("")) {
        assertThat(second.until("event: begin")).isNotNull();
        assertThat(ask.get("/api/v1/changes").statusCode()).isEqualTo(429);
      }
    }
    ended("followed");
    try (Stream again = stream(ids.getFirst())) {
      again.until("\"ended\":10");
      Set<String> seen = new HashSet<>(again.ids);
      assertThat(seen).hasSameSizeAs(again.ids);
      assertThat(again.kinds).doesNotContain("reset").contains("begin");
    }
    try (Stream foreign = stream("00000000-1")) {
      assertThat(foreign.until("event: reset")).isNotNull();
    }
  }

  /** Waits for a free place: one that was left is noticed with the next beat. */
  private static Stream stream(String lastEventId) {
    return await()
        .atMost(SOON)
        .until(() -> Stream.open(lastEventId), Optional::isPresent)
        .orElseThrow();
  }

  private static final class Stream implements AutoCloseable {

    private final BufferedReader lines;
    private final List<String> ids = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();

    private Stream(BufferedReader lines) {
      this.lines = lines;
    }

    private static Optional<Stream> open(String lastEventId) throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(api.url() + "/api/v1/changes?batch=followed"));
      if (!lastEventId.isEmpty()) {
        request.header("Last-Event-ID", lastEventId);
      }
      var response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
      return response.statusCode() == 200
          ? Optional.of(
              new Stream(
                  new BufferedReader(
                      new InputStreamReader(response.body(), StandardCharsets.UTF_8))))
          : Optional.empty();
    }

    private String until(String text) throws Exception {
      String line = lines.readLine();
      while (line != null) {
        if (line.startsWith("id: ")) {
          ids.add(line.substring(4));
        }
        if (line.startsWith("event: ")) {
          kinds.add(line.substring(7));
        }
        if (line.contains(text)) {
          return line;
        }
        line = lines.readLine();
      }
      throw new AssertionError("the stream ended before " + text);
    }

    @Override
    public void close() throws Exception {
      lines.close();
    }
  }

  @Test
  void deadLettersAreListedShownSentAgainAndDropped() throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", brokers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(TOPICS.command(), "dead", new byte[] {1, 2, 3})).get();
    }
    String letters = "/api/v1/dead-letters";
    await().atMost(SOON).until(() -> idsOfDead(letters).size() == 1);
    String id = idsOfDead(letters).getFirst();
    JsonNode letter = ok(ask.get(letters + "/" + id));
    assertThat(letter.path("reason").asText()).isEqualTo("BAD_RECORD");
    assertThat(letter.path("sourceTopic").asText()).isEqualTo("api.command");
    assertThat(letter.path("valueBase64").asText()).isEqualTo("AQID");

    assertThat(ok(ask.post(letters + "/" + id + "/replay", "{}")).path("topic").asText())
        .isEqualTo("api.command");

    await().atMost(SOON).until(() -> idsOfDead(letters).size() == 2);
    String last = idsOfDead(letters).getLast();
    assertProblem(ask.delete(letters + "/" + last), 409, "CONFLICT");
    assertThat(ok(ask.delete(letters + "/" + last + "?andOlder=true")).path("outcome").asText())
        .isEqualTo("DROPPED");
    assertThat(idsOfDead(letters)).isEmpty();
    assertProblem(ask.get(letters + "/" + id), 404, "DEAD_LETTER_NOT_FOUND");
    assertProblem(ask.get(letters + "/../x"), 404, "ROUTE_NOT_FOUND");
    assertProblem(ask.get(letters + "/x"), 400, "INVALID_ID");
  }

  /** Of this test's key: what other tests did wrong is there too. */
  private static List<String> idsOfDead(String letters) {
    List<String> ids = all(letters + "?limit=1", "id");
    List<String> keys = all(letters + "?limit=1", "key");
    return IntStream.range(0, ids.size())
        .filter(i -> keys.get(i).equals("dead"))
        .mapToObj(ids::get)
        .toList();
  }
}
