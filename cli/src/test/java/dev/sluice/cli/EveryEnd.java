package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.task.Content;
import dev.sluice.http.HttpApi;
import dev.sluice.http.HttpConfig;
import dev.sluice.http.HttpKeys;
import dev.sluice.records.Priority;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.Worker;
import dev.sluice.worker.WorkerConfig;
import dev.sluice.worker.WorkerKeys;
import dev.sluice.worker.handler.NewTask;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A scheduler with its HTTP API and two workers, and batches in which tasks come to every end there
 * is.
 */
final class EveryEnd implements AutoCloseable {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BATCHES = "/api/v1/batches/";

  private static final String TASKS =
      """
      name: everything that can happen
      tasks:
        - {id: text, type: echo, params: {text: "one, \\"two\\""}, group: a, priority: high}
        - {id: number, type: simulate, params: {output: "-17.5"}, group: a}
        - {id: shaky, type: simulate, params: {failTimes: 2}, retry: {policy: fixed, maxRetries: 3, delay: 10ms}, group: a}
        - {id: hopeless, type: simulate, params: {fail: true}, retry: {policy: fixed, maxRetries: 2, delay: 10ms}, priority: critical}
        - {id: disk-3, type: breaks, group: b}
        - {id: disk-17, type: breaks, group: b, priority: low}
        - {id: disk-2000, type: breaks, needs: [text]}
        - {id: host-1, type: breaks}
        - {id: host-22, type: breaks, priority: background}
        - {id: mended-1, type: breaks, group: b}
        - {id: after, type: noop, needs: [disk-3], group: b}
        - {id: after/that, type: echo, params: {text: x}, needs: [after, mended-1]}
        - {id: clean, type: noop, needs: [disk-3], runIf: failure}
        - {id: anyway, type: noop, needs: [hopeless, mended-1], runIf: always, priority: high}
        - {id: late, type: simulate, params: {duration: 60s}, timeout: 150ms}
        - {id: unwanted, type: simulate, params: {duration: 300s}, group: "@c"}
        - {id: never, type: noop, notBefore: "2099-01-01T00:00:00Z", group: "@c"}
        - {id: lost, type: noop, pool: nowhere}
        - {id: adds, type: breaks, group: "@c"}
      """;

  private static final List<String> CANCELLED = List.of("unwanted", "never");
  private static final int NAPS = 24;

  /** Tasks that end by themselves, those that are added included. */
  private static final int OTHERS = 19 + NAPS + 2 - CANCELLED.size();

  /** Those of them that run again: they failed, timed out or were skipped. */
  private static final int NOT_SUCCEEDED = 10;

  private final Path folder;
  private final Deployment deployment;
  private final Worker second;
  private final HttpApi api;
  private final HttpClient http = HttpClient.newHttpClient();
  private Map<String, Long> replayedFrom = Map.of();

  /** Fails with errors of two kinds, or the first time only, or adds tasks. */
  private static final class Breaks implements TaskHandler {

    private final Set<String> tried = ConcurrentHashMap.newKeySet();

    @Override
    public String type() {
      return "breaks";
    }

    @Override
    public Content handle(TaskContext context) throws Exception {
      String id = context.taskId();
      String number = id.substring(id.indexOf('-') + 1);
      if (id.startsWith("disk")) {
        throw new IllegalStateException("disk " + number + " of 4000 is full");
      }
      boolean again = !tried.add(context.batchId() + id);
      if (id.startsWith("host") || (id.startsWith("mended") && !again)) {
        throw new IOException("no answer from host" + number + " within " + number + " ms");
      }
      if (id.equals("adds")) {
        context.spawn(NewTask.of("added/1", "noop").params(Map.of()));
        context.spawn(NewTask.of("added/2", "noop").params(Map.of()).needs(List.of("added/1")));
      }
      return Content.EMPTY;
    }
  }

  private EveryEnd(Path folder) {
    this.folder = folder;
    this.deployment =
        Deployment.in(
            folder.resolve("data"),
            Map.of("sluice.pools", "default,heavy", "sluice.worker.id", "first"),
            List.of(new Breaks()));
    Map<String, String> settings =
        Map.of(
            "bootstrap.servers", brokers(),
            "sluice.worker.pool", "heavy",
            "sluice.worker.id", "second");
    WorkerConfig config = WorkerConfig.from(Settings.read(settings, Map.of(), WorkerKeys.all()));
    this.second = Worker.start(config, Worker.discoveredHandlers(config));
    Settings port = Settings.read(Map.of("sluice.http.port", "0"), Map.of(), HttpKeys.all());
    this.api = HttpApi.open(HttpConfig.from(port).orElseThrow());
    api.serve(deployment.scheduler(), Map.of("bootstrap.servers", brokers()), TOPICS);
  }

  static EveryEnd in(Path folder) {
    return new EveryEnd(folder);
  }

  String brokers() {
    return deployment.brokers();
  }

  /** Returns when the batch has ended. */
  void runOnce(String batch) throws IOException {
    var tasks = new StringBuilder(TASKS);
    for (int i = 1; i <= NAPS; i++) {
      tasks.append(
          "  - {id: nap-%d, type: simulate, params: {duration: %dms}, group: nap, priority: %s%s}%n"
              .formatted(
                  i,
                  2 * i,
                  List.of("normal", "high", "low").get(i % 3),
                  i % 4 == 0 ? ", pool: heavy" : ""));
    }
    Path file = Files.writeString(folder.resolve(batch + ".yaml"), tasks);
    done("submit", file, "--batch-id", batch);
    var unused = deployment.results(batch, OTHERS);
    cancelTheUnwanted(batch);
  }

  /** What did not succeed runs once more. */
  void runAgain(String batch) {
    int before = recorded(batch).size();
    done("retry", batch);
    await().atMost(PATIENCE).until(() -> recorded(batch).size() == before + NOT_SUCCEEDED);
    cancelTheUnwanted(batch);
  }

  private void cancelTheUnwanted(String batch) {
    CANCELLED.forEach(task -> done("cancel", batch, "--task", task));
    await()
        .atMost(PATIENCE)
        .until(
            () -> AgreesWithHand.read(done("status", batch, "-o", "json")).path("status").asText(),
            "FAILED"::equals);
  }

  private List<ConsumerRecord<String, byte[]>> recorded(String batch) {
    return deployment.records(TOPICS.result()).stream()
        .filter(record -> record.key().startsWith(batch + "/"))
        .toList();
  }

  private String done(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--bootstrap-server", brokers()));
    TestConsole console = sluice(all.toArray());
    assertThat(console.exitCode()).as(console.err()).isZero();
    return console.out();
  }

  /**
   * The count by hand. The batch was opened by the first of its records that the scheduler came to,
   * a submission or the first command, and ended with its last command, which cancelled the last of
   * its tasks.
   */
  AgreesWithHand counted(String batch) {
    CountedByHand hand = CountedByHand.of(deployment.records(TOPICS.result()), batch);
    List<Long> commands = times(batch, TOPICS.command());
    List<Long> first = new ArrayList<>(List.of(commands.getFirst()));
    for (Priority priority : Priority.values()) {
      first.addAll(times(batch, TOPICS.submission(priority)));
    }
    long openedAt = summary(batch).path("openedAt").asLong();
    assertThat(first).contains(openedAt / 1000);
    return new AgreesWithHand(hand, openedAt, commands.getLast() * 1000);
  }

  private List<Long> times(String batch, String topic) {
    return deployment.records(topic).stream()
        .filter(record -> record.key().equals(batch))
        .map(ConsumerRecord::timestamp)
        .toList();
  }

  /** The last summary of a batch. */
  JsonNode summary(String batch) {
    return summary(lastSummaries().get(batch));
  }

  /** A summary, with the bytes of its histograms as text. */
  static JsonNode summary(byte[] bytes) {
    var decoder =
        new BinaryMessageDecoder<GenericRecord>(new GenericData(), CountedByHand.schema("Summary"));
    return AgreesWithHand.read(CountedByHand.decoded(decoder, bytes).toString());
  }

  Map<String, byte[]> lastSummaries() {
    Map<String, byte[]> last = new TreeMap<>();
    deployment.records(TOPICS.summary()).forEach(record -> last.put(record.key(), record.value()));
    return last;
  }

  /** Another scheduler without any state reads everything from the beginning. */
  void replay(Path fresh) {
    replayedFrom = Map.copyOf(summariesRecorded());
    deployment.replay(fresh);
  }

  private Map<String, Long> summariesRecorded() {
    Map<String, Long> offsets = new TreeMap<>();
    deployment
        .records(TOPICS.summary())
        .forEach(record -> offsets.put(record.key(), record.offset()));
    return offsets;
  }

  /** The last summaries, when the replay has come to the last end of each batch. */
  Map<String, byte[]> awaitSummariesOfTheReplay() {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          Map<String, Long> now = summariesRecorded();
          return replayedFrom.entrySet().stream()
              .allMatch(
                  before -> now.get(before.getKey()) > before.getValue() && ended(before.getKey()));
        });
    return lastSummaries();
  }

  private boolean ended(String batch) {
    JsonNode summary = summary(batch);
    return summary.path("status").asText().equals("FAILED")
        && summary.path("round").asInt() == (batch.equals("twice") ? 2 : 1);
  }

  /** What the API says of a batch. */
  JsonNode get(String batch, String path) throws IOException, InterruptedException {
    return AgreesWithHand.read(text(batch, path));
  }

  String text(String batch, String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(URI.create(api.url() + BATCHES + batch + path)));
  }

  /** What an action answers over HTTP. */
  JsonNode act(String action, String arguments) throws IOException, InterruptedException {
    return AgreesWithHand.read(
        answer(
            HttpRequest.newBuilder(URI.create(api.url() + "/api/v1/actions/" + action))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(arguments))));
  }

  private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** All items of a list, page by page. */
  List<JsonNode> pages(String batch, String path) throws IOException, InterruptedException {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = get(batch, path + cursor);
      page.path("items").forEach(items::add);
      JsonNode next = page.path("nextCursor");
      cursor = next.isNull() ? null : "&cursor=" + next.asText();
    }
    return items;
  }

  @Override
  public void close() {
    http.close();
    second.drain(Duration.ZERO);
    api.close();
    deployment.close();
  }
}
