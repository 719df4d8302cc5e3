package dev.sluice.http;

import static dev.sluice.http.Ask.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.http.page.Cursors;
import dev.sluice.scheduler.Scheduler;
import dev.sluice.scheduler.SchedulerConfig;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** B47 to B51 where there is a scheduler with a batch to get at. */
@ExtendWith(KafkaExtension.class)
@Timeout(120)
class HardenedApiTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Topics TOPICS = new Topics("hard.");
  private static final String BATCHES = "/api/v1/batches";
  private static final String TASKS = BATCHES + "/b/tasks";
  private static final String RESULTS = BATCHES + "/b/results";
  private static final String LETTERS = "/api/v1/dead-letters";
  private static final int STREAMS = Integer.getInteger("sluice.http.test.streams", 150);

  @TempDir static Path directory;

  private static HttpApi api;
  private static Scheduler scheduler;
  private static Ask ask;

  @BeforeAll
  static void start(KafkaCluster cluster) {
    Map<String, Object> kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
    try (Admin admin = Admin.create(kafka)) {
      TopicAdmin.apply(admin, new TopicCatalogue(TOPICS, 2, (short) 1, Set.of("default")));
    }
    api =
        HttpApi.open(
            HttpConfig.from(
                    Settings.read(
                        Map.of(
                            "sluice.http.port",
                            "0",
                            "sluice.http.max-streams",
                            String.valueOf(STREAMS)),
                        Map.of(),
                        HttpKeys.all()))
                .orElseThrow());
    ask = new Ask(api.url());
    scheduler =
        Scheduler.start(
            SchedulerConfig.of(kafka, directory.resolve("state"))
                .withTopics(TOPICS)
                .withApplicationId("hard")
                .withApplicationServer(api.advertised()));
    api.serve(scheduler, kafka, TOPICS);
    await().atMost(SOON).until(() -> ask.get(BATCHES).statusCode() == 200);
    // Without a worker nothing ends: the batch stays as it is.
    var tasks = new ArrayList<String>();
    for (int i = 0; i < 10; i++) {
      tasks.add("{\"id\": \"t" + i + "\", \"type\": \"noop\"}");
    }
    String batch = "{\"id\": \"b\", \"name\": \"n\", \"tasks\": [" + String.join(",", tasks) + "]}";
    assertThat(ask.post(BATCHES, batch).statusCode()).isEqualTo(201);
    await().atMost(SOON).until(() -> items(ok(ask.get(TASKS))).size() == 10);
  }

  @AfterAll
  static void stop() {
    scheduler.close();
    api.close();
  }

  @AfterEach
  void stillAnswers() {
    assertThat(ask.get(BATCHES + "/b").statusCode()).isEqualTo(200);
  }

  private static JsonNode ok(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Ask.json(response);
  }

  private static List<String> items(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.path("items").forEach(item -> ids.add(item.path("taskId").asText()));
    return ids;
  }

  /** B48: any character changed, cut or added, in any list. */
  @Test
  void aCursorThatWasTamperedWithIsRefusedByEveryList() {
    String cursor = ok(ask.get(TASKS + "?limit=3")).path("nextCursor").asText();
    var random = new Random(48);
    for (int i = 0; i < 40; i++) {
      int at = random.nextInt(cursor.length() - 1);
      char other = cursor.charAt(at) == 'A' ? 'B' : 'A';
      String changed = cursor.substring(0, at) + other + cursor.substring(at + 1);
      assertProblem(ask.get(TASKS + "?limit=3&cursor=" + changed), 400, "INVALID_CURSOR");
      String cut = cursor.substring(0, at);
      if (!cut.isEmpty()) {
        assertProblem(ask.get(TASKS + "?limit=3&cursor=" + cut), 400, "INVALID_CURSOR");
      }
    }
    for (String list : List.of(BATCHES, RESULTS, LETTERS)) {
      for (String wrong :
          List.of(cursor, "x", "%00", "..%2F..", "%C3%A4", "A".repeat(900), "-1", "null")) {
        assertProblem(ask.get(list + "?cursor=" + wrong), 400, "INVALID_CURSOR");
      }
      assertProblem(ask.get(list + "?cursor=" + "A".repeat(2_000)), 400, "INVALID_PARAMETER");
    }
  }

  /** The seal keeps mistakes out, not forgers: what they make it say must do no harm. */
  @Test
  void aForgedPlaceDoesNoHarm() {
    var seal = new Cursors(TOPICS::result);
    for (String place :
        List.of(
            "",
            "-1",
            "9223372036854775807",
            "99999999999999999999",
            "x",
            "0-0-0",
            "99-0",
            "0-999999999",
            "\u0000")) {
      for (String list : List.of(BATCHES, TASKS, RESULTS, LETTERS)) {
        HttpResponse<String> response = ask.get(list + "?cursor=" + seal.write(list, place));
        assertThat(response.statusCode())
            .as("%s at '%s': %s", list, place, response.body())
            .isIn(200, 400);
      }
    }
  }

  @Test
  void aCursorOutlivesTheProcessButNotItsList() {
    String cursor = new Cursors(TOPICS::result).write(TASKS, "t4");

    assertThat(items(ok(ask.get(TASKS + "?limit=2&cursor=" + cursor)))).containsExactly("t5", "t6");
    assertProblem(ask.get(TASKS + "?sort=-id&cursor=" + cursor), 400, "INVALID_CURSOR");
    String other = new Cursors(() -> "other.result").write(TASKS, "t4");
    assertProblem(ask.get(TASKS + "?cursor=" + other), 400, "INVALID_CURSOR");
  }

  /** B49. */
  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "0", "x", "1.5", "1e3", "0x10", "", " 5", "99999999999999999999", "-0"})
  void aLimitThatIsNoneIsRefused(String limit) {
    String query = "?limit=" + limit.replace(" ", "%20");
    for (String list : List.of(BATCHES, TASKS, RESULTS, LETTERS)) {
      HttpResponse<String> response = ask.get(list + query);
      if (limit.isEmpty()) {
        assertThat(response.statusCode()).isEqualTo(200); // as if it was not there
      } else {
        assertProblem(response, 400, "INVALID_PARAMETER");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000000", "9223372036854775807", "1001", "00003"})
  void aLargeLimitIsTheLargest(String limit) {
    JsonNode page = ok(ask.get(TASKS + "?limit=" + limit));

    assertThat(items(page)).hasSize(limit.equals("00003") ? 3 : 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=1", "?limit=3", "?limit=3&sort=-id", "?limit=10", "?limit=9"})
  void pagesEnd(String query) {
    List<String> found = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    while (cursor != null) {
      JsonNode page = ok(ask.get(TASKS + query + cursor));
      found.addAll(items(page));
      JsonNode next = page.path("nextCursor");
      cursor = next.isNull() ? null : "&cursor=" + next.asText();
      assertThat(++pages).isLessThan(30);
    }
    assertThat(found).hasSize(10).doesNotHaveDuplicates();
  }

  /** B51: at every route with something in its path. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "..%2f..%2fetc",
        "..",
        "%2e%2e",
        ".",
        "..;",
        "..;%2f",
        "x;y=z",
        "b%00",
        "b%0a",
        "b%0d%0aX-Injected:%20y",
        "%5c..%5c..%5cetc",
        "\\..\\..\\etc",
        "%252e%252e%252f",
        "%c0%ae%c0%ae%c0%af",
        "%ff",
        "%",
        "%zz",
        "%u002e",
        "C:%5cwindows",
        "file:%2f%2f%2fetc%2fpasswd",
        "%20b",
        "b%20",
        "\u00e9"
      })
  void pathTricksLeadNowhere(String trick) throws IOException {
    for (Route route : Routes.of(config(), Optional::empty)) {
      int last = route.path().lastIndexOf('{');
      if (last >= 0) {
        String path =
            route
                    .path()
                    .substring(0, last)
                    .replaceAll("\\{batchId}", "b")
                    .replaceAll("\\{\\w+}", "t1")
                + route.path().substring(last).replaceAll("\\{\\w+}", trickIn(trick));
        assertNowhere(route, path);
        assertNowhere(route, "/api/v1/batches/" + trick + "/summary");
      }
    }
  }

  private static String trickIn(String trick) {
    return Matcher.quoteReplacement(trick);
  }

  private static void assertNowhere(Route route, String path) throws IOException {
    String answer =
        ask.raw(
            route.method().name()
                + " "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
    assertThat(answer)
        .as(path)
        .matches("(?s)HTTP/1.1 (400|404|405) .*")
        .contains("application/problem+json")
        .doesNotContain("root:", "X-Injected: y");
  }

  private static HttpConfig config() {
    return HttpConfig.from(Settings.read(Map.of("sluice.http.port", "0"), Map.of(), HttpKeys.all()))
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//api/v1/batches/b",
        "/api//v1/batches/b",
        "/api/v1/batches//b",
        "/api/v1/batches/b//tasks",
        "/api/v1/batches/./b",
        "/api/v1/batches/../batches/b",
        "/api/v1/x/..;/batches/b",
        "/api/v1/batches/b/tasks/../../../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/../../etc/passwd",
        "/openapi.json/../../etc/passwd",
        "/openapi.json%00.txt",
        "/static/%2e%2e/openapi.json",
        "/.git/config",
        "/WEB-INF/web.xml",
        "/webjars/",
        "/logback.xml"
      })
  void noPathLeadsToAFile(String path) throws IOException {
    String answer =
        ask.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    // What Jetty makes one of ours of, as RFC 3986 says, is ours; all else is refused.
    assertThat(answer).doesNotContain("root:", "<web-app", "[core]");
    if (answer.startsWith("HTTP/1.1 200")) {
      assertThat(answer).contains("\"batchId\":\"b\"");
    } else {
      assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*").contains("application/problem+json");
    }
  }

  /** B47: as many as are allowed, one more, and again when they have gone. */
  @Test
  void streamsAreCountedAndCostNoThreads() throws Exception {
    int threads = Thread.activeCount();
    long before = used();
    List<RawConnection> open = new ArrayList<>();
    try {
      for (int i = 0; i < STREAMS; i++) {
        open.add(
            new RawConnection(api.url())
                .say("GET /api/v1/changes HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      }
      for (RawConnection stream : open) {
        assertThat(stream.firstLine()).startsWith("HTTP/1.1 200");
      }
      assertProblem(ask.get("/api/v1/changes"), 429, "TOO_MANY_STREAMS");
      assertThat(ask.get("/api/v1/changes").headers().firstValue("Retry-After")).isPresent();
      assertThat(ok(ask.get(TASKS + "?limit=1")).path("items")).hasSize(1);
      int more = Thread.activeCount() - threads;
      System.out.printf(
          "%d streams: %d more platform threads, %d KiB more heap%n",
          STREAMS, more, (used() - before) / 1024);
      assertThat(more).as("platform threads for %d streams", STREAMS).isLessThan(30);
    } finally {
      for (RawConnection stream : open) {
        stream.close();
      }
    }
    await()
        .atMost(SOON)
        .until(() -> {
          try (var again = new RawConnection(api.url())) {
            return again
                .say("GET /api/v1/changes HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .firstLine()
                .startsWith("HTTP/1.1 200");
          }
        });
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
