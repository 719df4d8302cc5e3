package dev.sluice.http;

import static dev.sluice.http.Ask.assertProblem;
import static dev.sluice.http.Ask.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.http.security.Role;
import dev.sluice.http.security.Token;
import dev.sluice.http.security.TokenFile;
import dev.sluice.scheduler.Scheduler;
import dev.sluice.scheduler.SchedulerConfig;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.Worker;
import dev.sluice.worker.WorkerConfig;
import dev.sluice.worker.WorkerKeys;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two schedulers that share the batches, each asked for those of both. The last test ends one. */
@ExtendWith(KafkaExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
class TwoSchedulersTest {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Topics TOPICS = new Topics("two.");
  private static final int PARTITIONS = 4;
  private static final String BATCHES = "/api/v1/batches";
  private static final String[] OPERATOR = {"Authorization", "Bearer operator"};

  @TempDir static Path directory;

  private static Map<String, Object> kafka;
  private static Node one;
  private static Node two;
  private static Worker worker;

  /** A scheduler with its API, and its own list of tokens. */
  private record Node(HttpApi api, Scheduler scheduler, Ask ask) {

    static Node start(String name, String disputed) throws Exception {
      Path tokens = directory.resolve(name + ".tokens");
      for (Role role : Role.values()) {
        TokenFile.add(tokens, Token.of(role, role.word(), role.word()));
      }
      TokenFile.add(tokens, Token.of(Role.of(disputed).orElseThrow(), "disputed", "disputed"));
      HttpApi api =
          HttpApi.open(
              HttpConfig.from(
                      Settings.read(
                          Map.of(
                              "sluice.http.port", "0", "sluice.http.token-file", tokens.toString()),
                          Map.of(),
                          HttpKeys.all()))
                  .orElseThrow());
      Scheduler scheduler =
          Scheduler.start(
              SchedulerConfig.of(kafka, directory.resolve(name))
                  .withTopics(TOPICS)
                  .withApplicationId("two")
                  .withApplicationServer(api.advertised()));
      api.serve(scheduler, kafka, TOPICS);
      return new Node(api, scheduler, new Ask(api.url()));
    }

    HttpResponse<String> get(String path, String... more) {
      return ask.get(path, Stream.of(OPERATOR, more).flatMap(Stream::of).toArray(String[]::new));
    }

    HttpResponse<String> post(String path, String body, String... more) {
      return ask.post(
          path, body, Stream.of(OPERATOR, more).flatMap(Stream::of).toArray(String[]::new));
    }

    /** What it has itself. */
    HttpResponse<String> alone(String path) {
      return get(path, "Sluice-Forwarded", "1");
    }

    int partitions() {
      HttpResponse<String> list = alone(BATCHES);
      return list.statusCode() == 200 ? Ask.json(list).path("partitions").asInt() : 0;
    }

    boolean owns(String batch) {
      return alone(BATCHES + "/" + batch).statusCode() != 421;
    }

    void close() {
      scheduler.close();
      api.close();
    }
  }

  @BeforeAll
  static void start(KafkaCluster cluster) throws Exception {
    kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
    try (Admin admin = Admin.create(kafka)) {
      TopicAdmin.apply(admin, new TopicCatalogue(TOPICS, PARTITIONS, (short) 1, Set.of("default")));
    }
    one = Node.start("one", "operator");
    two = Node.start("two", "reader");
    worker = worker("w1");
    await()
        .atMost(SOON)
        .until(() ->
            one.partitions() > 0
                && two.partitions() > 0
                && one.partitions() + two.partitions() == PARTITIONS);
  }

  private static Worker worker(String id) {
    return Worker.start(
        WorkerConfig.from(
            Settings.read(
                Map.of(
                    "bootstrap.servers",
                    String.valueOf(kafka.get("bootstrap.servers")),
                    "sluice.topics.prefix",
                    "two.",
                    "sluice.worker.id",
                    id),
                Map.of(),
                WorkerKeys.all())));
  }

  @AfterAll
  static void stop() {
    worker.drain(Duration.ZERO);
    one.close();
    two.close();
  }

  private static String batch(String id, String label) {
    return """
    {"id": "%s", "name": "%s", "labels": {"set": "%s"}, "tasks": [
      {"id": "a/1", "type": "echo", "params": {"text": "x"}},
      {"id": "b", "type": "noop", "needs": ["a/1"]}]}\
    """
        .formatted(id, id, label);
  }

  /** An id of a batch that the node owns. */
  private static String idOf(Node node, String prefix) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> prefix + i)
        .filter(node::owns)
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode ended(Node asked, String id) {
    return await()
        .atMost(SOON)
        .until(
            () -> Ask.json(asked.get(BATCHES + "/" + id)),
            batch -> batch.path("finishedAt").asLong() > 0);
  }

  /** Pages that are asked of both in turn, as behind a balancer of load. */
  private static List<String> listed(String query) {
    List<String> found = new ArrayList<>();
    String cursor = "";
    for (int page = 0; cursor != null; page++) {
      Node asked = page % 2 == 0 ? one : two;
      JsonNode answer = ok(asked.get(BATCHES + query + cursor));
      assertThat(answer.path("partitions").asInt()).isEqualTo(PARTITIONS);
      assertThat(answer.path("ofPartitions").asInt()).isEqualTo(PARTITIONS);
      answer.path("items").forEach(item -> found.add(item.path("batchId").asText()));
      JsonNode next = answer.path("nextCursor");
      cursor = next.isNull() ? null : "&cursor=" + next.asText();
      assertThat(page).isLessThan(100);
    }
    return found;
  }

  @Test
  @Order(1)
  void aBatchIsSubmittedAndLookedAtThroughEitherOfThem() {
    for (Node owner : List.of(one, two)) {
      Node other = owner.equals(one) ? two : one;
      String id = idOf(owner, "either-");
      HttpResponse<String> submitted = other.post(BATCHES, batch(id, "either"));
      assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(201);
      assertThat(submitted.headers().firstValue("Location")).hasValue(BATCHES + "/" + id);
      assertThat(ok(other.get(BATCHES + "/" + id)).path("batchId").asText()).isEqualTo(id);

      JsonNode batch = ended(other, id);

      assertThat(batch.path("status").asText()).isEqualTo("SUCCEEDED");
      assertThat(batch).isEqualTo(ok(owner.get(BATCHES + "/" + id)));
      String path = BATCHES + "/" + id;
      assertThat(ok(other.get(path + "/summary"))).isEqualTo(ok(owner.get(path + "/summary")));
      assertThat(ok(other.get(path + "/summary")).path("succeeded").asInt()).isEqualTo(2);
      assertThat(ok(other.get(path + "/tasks/a%2F1")).path("taskId").asText()).isEqualTo("a/1");
      assertThat(ok(other.get(path + "/results?limit=10")).path("items")).hasSize(2);
      JsonNode page = ok(other.get(path + "/tasks?limit=1"));
      String cursor = page.path("nextCursor").asText();
      assertThat(ok(owner.get(path + "/tasks?limit=1&cursor=" + cursor)).at("/items/0/taskId"))
          .isEqualTo(ok(other.get(path + "/tasks?limit=1&cursor=" + cursor)).at("/items/0/taskId"));
      assertProblem(other.get(path + "/tasks/nobody"), 404, "TASK_NOT_FOUND");
      HttpResponse<String> export = other.get(path + "/export?format=jsonl");
      assertThat(export.body()).isEqualTo(owner.get(path + "/export?format=jsonl").body());
      assertThat(export.body().lines()).hasSize(2);
      assertThat(export.headers().firstValue("Content-Disposition").orElseThrow())
          .startsWith("attachment");
      HttpResponse<String> again = other.post(BATCHES, batch(id, "either"));
      assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
      assertProblem(other.post(BATCHES, batch(id, "changed")), 409, "BATCH_EXISTS");
      assertProblem(other.alone(path), 421, "OTHER_OWNER");
    }
  }

  @Test
  @Order(2)
  void aBatchWithoutAnIdIsKnownEverywhereAsSoonAsItIsAnswered() {
    String body = "{\"name\": \"n\", \"tasks\": [{\"id\": \"a\", \"type\": \"noop\"}]}";
    for (int i = 0; i < 8; i++) {
      String id = ok(one.post(BATCHES, body)).path("batchId").asText();
      assertThat(ok(two.get(BATCHES + "/" + id)).path("batchId").asText()).isEqualTo(id);
      String key = "key-" + i;
      String keyed = ok(one.post(BATCHES, body, "Idempotency-Key", key)).path("batchId").asText();
      HttpResponse<String> again = two.post(BATCHES, body, "Idempotency-Key", key);
      assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
      assertThat(Ask.json(again).path("batchId").asText()).isEqualTo(keyed);
      assertProblem(
          two.post(BATCHES, body.replace("noop", "echo"), "Idempotency-Key", key),
          422,
          "IDEMPOTENCY_KEY_REUSED");
    }
  }

  private static long openedAt(JsonNode batch) {
    assertThat(batch.path("openedAt").asLong()).isPositive();
    return batch.path("openedAt").asLong();
  }

  @Test
  @Order(3)
  void aListIsThatOfBothInOneOrderWithOneCursor() {
    TreeSet<String> ids = new TreeSet<>();
    Map<Boolean, Integer> owned = new HashMap<>();
    for (int i = 0; i < 14; i++) {
      String id = "listed-%02d".formatted(i);
      ids.add(id);
      ok((i % 2 == 0 ? one : two).post(BATCHES, batch(id, "listed")));
      owned.merge(one.owns(id), 1, Integer::sum);
    }
    assertThat(owned).as("batches on both sides").hasSize(2);

    assertThat(listed("?label=set=listed&limit=3")).containsExactlyElementsOf(ids);
    assertThat(listed("?label=set=listed&limit=4&sort=-id"))
        .containsExactlyElementsOf(ids.descendingSet());
    assertThat(listed("?label=set=listed&limit=1000")).containsExactlyElementsOf(ids);
    List<String> byTime = new ArrayList<>();
    ok(one.get(BATCHES + "?label=set=listed&limit=1000"))
        .path("items")
        .forEach(batch ->
            byTime.add("%019d %s".formatted(openedAt(batch), batch.path("batchId").asText())));
    byTime.sort(Comparator.naturalOrder());
    byTime.replaceAll(place -> place.substring(20));
    assertThat(listed("?label=set=listed&limit=3&sort=openedAt")).containsExactlyElementsOf(byTime);
    assertThat(listed("?label=set=listed&limit=4&sort=-openedAt"))
        .containsExactlyElementsOf(byTime.reversed());
    assertThat(listed("?idPrefix=listed-0&limit=1")).hasSize(10);
    assertThat(listed("?label=set=nobody&limit=5")).isEmpty();
    String cursor = ok(one.get(BATCHES + "?limit=1")).path("nextCursor").asText();
    assertProblem(two.get(BATCHES + "?sort=-id&cursor=" + cursor), 400, "INVALID_CURSOR");
    assertProblem(one.get(BATCHES + "?limit=0"), 400, "INVALID_PARAMETER");
    assertThat(one.partitions()).isLessThan(PARTITIONS);
  }

  @Test
  @Order(4)
  void aTokenIsAskedForAtBothAndBecomesNoMore() {
    String id = idOf(two, "guarded-");
    String path = BATCHES + "/" + id;
    assertProblem(one.ask().get(path), 401, "UNAUTHENTICATED");
    assertProblem(one.ask().get(path, "Authorization", "Bearer wrong"), 401, "UNAUTHENTICATED");
    assertProblem(one.ask().get(path, "Sluice-Forwarded", "1"), 401, "UNAUTHENTICATED");
    assertProblem(one.ask().get(path, "Authorization", "Bearer reader"), 404, "BATCH_NOT_FOUND");
    assertProblem(
        one.ask().post(BATCHES, batch(id, "g"), "Authorization", "Bearer reader"),
        403,
        "FORBIDDEN");
    // An operator here, a reader there: what counts is both.
    HttpResponse<String> disputed =
        one.ask().post(BATCHES, batch(id, "g"), "Authorization", "Bearer disputed");
    assertProblem(disputed, 403, "FORBIDDEN");
    assertThat(disputed.body()).contains("token disputed is of a reader");
    assertProblem(one.get(path), 404, "BATCH_NOT_FOUND");
  }

  @Test
  @Order(5)
  void changesAlsoTellOfWorkersAndOfBatchesThatAreForgotten() throws Exception {
    String id = idOf(two, "forgotten-");
    ok(one.post(BATCHES, batch(id, "forgotten")));
    JsonNode unused = ended(one, id);
    try (var all = new RawConnection(one.api().url());
        var other = new RawConnection(two.api().url())) {
      all.say(changes(""));
      other.say(changes("?batch=" + id));
      assertThat(all.lineWith("event: ")).contains("begin");
      assertThat(other.lineWith("event: ")).contains("begin");

      Worker second = worker("w2");
      assertThat(all.lineWith("\"w2\"")).contains("JOINED");
      second.drain(Duration.ZERO);
      assertThat(all.lineWith("GONE")).contains("w2");
      ok(one.ask().post(BATCHES + "/" + id + "/clear", "{}", "Authorization", "Bearer admin"));

      // It is another batch of the same id then, and not the one that somebody remembers.
      assertThat(two.post(BATCHES, batch(id, "anew")).statusCode()).isEqualTo(201);
      assertThat(ended(one, id).path("status").asText()).isEqualTo("SUCCEEDED");

      assertThat(all.lineWith("event: cleared")).isNotNull();
      assertThat(all.lineWith("data: ")).contains(id);
      assertThat(other.lineWith("event: cleared")).isNotNull();
      assertThat(other.heard()).as("of one batch alone").doesNotContain("event: worker");
    }
  }

  private static String changes(String query) {
    return "GET /api/v1/changes"
        + query
        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer reader\r\n\r\n";
  }

  @Test
  @Order(6)
  void whatEndsIsToldUntilTheOtherOneTakesOver() {
    String id = idOf(two, "moved-");
    String path = BATCHES + "/" + id;
    ok(one.post(BATCHES, batch(id, "moved")));
    JsonNode before = ended(one, id);

    String address = two.api().advertised();

    two.api().close();

    HttpResponse<String> silent = one.get(path);
    assertProblem(silent, 503, "OWNER_UNREACHABLE");
    assertThat(Ask.json(silent).path("owner").asText()).isEqualTo(address);
    assertThat(silent.headers().firstValue("Retry-After")).isPresent();
    assertProblem(one.get(BATCHES), 503, "OWNER_UNREACHABLE");
    assertProblem(one.post(BATCHES, batch(id, "other")), 503, "OWNER_UNREACHABLE");

    two.scheduler().close();

    await()
        .atMost(SOON)
        .until(() -> {
          HttpResponse<String> moving = one.get(path);
          assertThat(moving.statusCode()).as(moving.body()).isIn(200, 503);
          HttpResponse<String> list = one.get(BATCHES + "?label=set=moved");
          assertThat(list.statusCode()).as(list.body()).isIn(200, 503);
          if (list.statusCode() == 200) {
            assertThat(Ask.json(list).path("items")).as("no wrong nothing").isNotEmpty();
          }
          return moving.statusCode() == 200 && list.statusCode() == 200;
        });
    assertThat(ok(one.get(path))).isEqualTo(before);
    assertThat(one.partitions()).isEqualTo(PARTITIONS);
  }
}
