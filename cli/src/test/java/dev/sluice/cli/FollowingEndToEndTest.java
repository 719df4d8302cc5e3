package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists, followed batches and the doctor, with a broker, a scheduler and a worker. */
@Timeout(120)
class FollowingEndToEndTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static Deployment deployment;

  @BeforeAll
  static void deploy() {
    deployment = Deployment.in(folder.resolve("data"), Map.of("sluice.worker.heartbeat", "200ms"));
  }

  @AfterAll
  static void close() {
    deployment.close();
  }

  @Test
  void batchesAreListedNewestFirstAndByStatus() throws IOException {
    submit("list-old", "name: the old one\ntasks: [{id: a, type: noop}, {id: b, type: noop}]");
    assertThat(run("watch", "list-old").exitCode()).isZero();
    submit("list-new", "tasks: [{id: a, type: simulate, params: {fail: true}}]");
    assertThat(run("watch", "list-new").exitCode()).isEqualTo(5);

    List<JsonNode> all = listed("--since", "1h");
    assertThat(all)
        .extracting(each -> each.get("batchId").asText())
        .containsSubsequence("list-new", "list-old");
    JsonNode old = listed("--status", "succeeded").getLast();
    assertThat(all).contains(old);
    assertThat(listed("--status", "failed"))
        .extracting(each -> each.get("batchId").asText())
        .contains("list-new")
        .doesNotContain("list-old");
    assertThat(listed("--limit", "1")).hasSize(1);
    assertThat(run("list", "--limit", "1").errLines())
        .containsExactly("sluice: there are more than 1; show more with --limit");
    assertThat(run("list").out().lines())
        .first()
        .asString()
        .matches("batch +name +status +tasks +done +not succeeded +age +duration");
    assertThat(run("list").out())
        .containsPattern("list-old +the old one +SUCCEEDED +2 +2 +0 +.*s +.*s");
    TestConsole none = run("list", "--since", "2100-01-01T00:00:00Z");
    assertThat(none.errLines()).containsExactly("sluice: no such batch");
    assertThat(none.exitCode()).isZero();
    assertThat(none.out()).isEmpty();
  }

  @Test
  void aClearedBatchIsListedNoMore() throws IOException {
    submit("list-cleared", "tasks: [{id: a, type: noop}]");
    assertThat(run("watch", "list-cleared").exitCode()).isZero();
    assertThat(run("list").out()).contains("list-cleared");

    assertThat(run("clear", "list-cleared").exitCode()).isZero();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(run("list").out()).doesNotContain("list-cleared"));
  }

  @Test
  void aWatchEndsWithTheBatchAndItsExitCode() throws Exception {
    submit(
        "watched",
        """
        tasks:
          - {id: slow, type: simulate, params: {duration: 300s}}
          - {id: after, type: noop, needs: [slow]}
        """);
    TestConsole late = run("watch", "watched", "--timeout", "700ms");
    assertThat(late.exitCode()).isEqualTo(6);
    assertThat(late.errLines())
        .containsExactly(
            "sluice: batch watched did not end in 700ms, 0 of 2 tasks ended; give it more time with --timeout");

    var watching = CompletableFuture.supplyAsync(() -> run("watch", "watched", "-o", "jsonl"));
    var status = CompletableFuture.supplyAsync(() -> run("status", "watched", "--watch"));
    var data =
        CompletableFuture.supplyAsync(
            () -> run("status", "watched", "--watch", "--interval", "500ms", "-o", "jsonl"));
    await().atMost(PATIENCE).until(() -> run("status", "watched").out().contains("running   slow"));
    assertThat(run("cancel", "watched").exitCode()).isZero();

    TestConsole watched = watching.get(40, TimeUnit.SECONDS);
    assertThat(watched.exitCode()).isEqualTo(9);
    List<JsonNode> events = lines(watched);
    assertThat(events)
        .filteredOn(each -> each.get("event").asText().equals("result"))
        .extracting(each -> each.get("taskId").asText())
        .containsExactlyInAnyOrder("slow", "after");
    assertThat(events.getLast().get("event").asText()).isEqualTo("end");
    assertThat(events.getLast().get("status").asText()).isEqualTo("CANCELLED");
    TestConsole ended = status.get(40, TimeUnit.SECONDS);
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out().lines())
        .allSatisfy(line -> assertThat(line).matches("20\\S+Z watched \\w+: \\d of 2 tasks done.*"))
        .last()
        .asString()
        .endsWith("watched CANCELLED: 2 of 2 tasks done, 2 did not succeed");
    assertThat(lines(data.get(40, TimeUnit.SECONDS)).getLast().get("status").asText())
        .isEqualTo("CANCELLED");
    assertThat(run("watch", "watched").out()).contains("status    CANCELLED");
    assertThat(run("watch", "watched", "-o", "json").exitCode()).isEqualTo(9);
    assertThat(run("watch", "nobody").exitCode()).isEqualTo(3);
  }

  @Test
  void workersAreShownAgainUntilSomebodyHasSeenEnough() throws Exception {
    var shown = new TestConsole();
    Thread watching =
        Thread.ofPlatform()
            .start(() ->
                shown.run(
                    "workers",
                    "--watch",
                    "--interval",
                    "500ms",
                    "--bootstrap-server",
                    deployment.brokers()));
    await()
        .atMost(PATIENCE)
        .until(() -> shown.out().lines().filter(line -> line.endsWith("1 worker")).count() >= 2);
    watching.interrupt();
    watching.join(PATIENCE.toMillis());

    assertThat(shown.exitCode()).isEqualTo(130);
    assertThat(shown.out()).doesNotContain("\u001b").contains("tasks/s");
  }

  @Test
  void aHealthyDeploymentIsFoundToBeAndAnOpenTransactionNamed() throws Exception {
    TestConsole well = run("doctor");
    assertThat(well.out())
        .contains("ok    broker        1 broker at " + deployment.brokers())
        .containsPattern("ok    features      Kafka 4\\.\\d \\(metadata level \\d+\\), with share")
        .containsPattern("ok    topics        \\d+ topics with 6 partitions, pools default")
        .contains("ok    clock         this machine's clock is")
        .contains("ok    scheduler     answers in")
        .contains("ok    workers       pool default: 1 worker, ")
        .contains("ok    transactions  none is open")
        .contains("ok    lag           scheduler: ")
        .contains("ok    registry      none is configured");
    assertThat(well.out()).doesNotContain("fail ");
    assertThat(well.exitCode()).as(well.out()).isZero();

    try (var hanging = hanging("left-behind")) {
      hanging.send(new ProducerRecord<>("sluice.result", 0, "x/y", null)).get();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            JsonNode found = finding(run("doctor", "--open-transactions", "200ms", "-o", "json"));
            assertThat(found.get("status").asText()).isEqualTo("fail");
            assertThat(found.get("text").asText())
                .contains("of the transactional id left-behind (producer ", " on sluice.result-0 ");
            assertThat(found.get("remedy").asText())
                .contains("abort --topic sluice.result --partition 0 --start-offset ");
          });
      assertThat(run("doctor", "--open-transactions", "200ms").exitCode()).isEqualTo(1);

      abort(new TopicPartition("sluice.result", 0)); // what the remedy does
      assertThat(
              finding(run("doctor", "--open-transactions", "200ms", "-o", "json"))
                  .get("status")
                  .asText())
          .isEqualTo("ok");
    }
  }

  @Test
  void deadLettersAreAWarning() throws Exception {
    deployment.publish("sluice.report", "b", "no record".getBytes(StandardCharsets.UTF_8));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(run("doctor").out()).contains("warn  dead letters  up to "));
    assertThat(run("doctor").exitCode()).isZero();
  }

  @Test
  void whatIsMissingIsToldApart() throws Exception {
    TestConsole nobody = sluice("doctor", "--bootstrap-server", "127.0.0.1:1", "--timeout", "1s");
    assertThat(nobody.exitCode()).isEqualTo(8);
    assertThat(nobody.out())
        .contains("fail  broker        no answer: 127.0.0.1:1 refuses connections")
        .contains("skipped  topics");

    TestConsole noTopics = run("doctor", "-X", "sluice.topics.prefix=other.");
    assertThat(noTopics.exitCode()).isEqualTo(1);
    assertThat(noTopics.out())
        .containsPattern("fail  topics        none of Sluice's \\d+ topics is there")
        .contains("skipped  scheduler");

    Path lonely = Files.writeString(folder.resolve("lonely"), "sluice.topics.prefix=alone.\n");
    assertThat(run("topics", "apply", "--command-config", lonely).exitCode()).isZero();
    TestConsole noScheduler = run("doctor", "--command-config", lonely, "--timeout", "1500ms");
    assertThat(noScheduler.exitCode()).isEqualTo(8);
    assertThat(noScheduler.out())
        .contains("fail  scheduler     no scheduler answered in 1.50 s")
        .contains("fail  workers       no worker was heard of")
        .contains("ok    dead letters  none in alone.dead-letter");
  }

  private static JsonNode finding(TestConsole doctor) throws IOException {
    for (JsonNode each : JSON.readTree(doctor.out())) {
      if (each.get("check").asText().equals("transactions")) {
        return each;
      }
    }
    throw new AssertionError(doctor.out() + doctor.err());
  }

  private static KafkaProducer<String, byte[]> hanging(String id) {
    var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                deployment.brokers(),
                "transactional.id",
                id,
                "transaction.timeout.ms",
                600_000),
            new StringSerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    return producer;
  }

  private static void abort(TopicPartition partition) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", deployment.brokers()))) {
      ProducerState open =
          admin
              .describeProducers(List.of(partition))
              .partitionResult(partition)
              .get()
              .activeProducers()
              .stream()
              .filter(each -> each.currentTransactionStartOffset().isPresent())
              .findFirst()
              .orElseThrow();
      admin
          .abortTransaction(
              new AbortTransactionSpec(
                  partition,
                  open.producerId(),
                  (short) open.producerEpoch(),
                  open.coordinatorEpoch().orElse(0)))
          .all()
          .get();
    }
  }

  private static List<JsonNode> listed(Object... words) throws IOException {
    List<Object> all = new ArrayList<>(List.of("list", "-o", "json"));
    all.addAll(List.of(words));
    List<JsonNode> batches = new ArrayList<>();
    JSON.readTree(run(all.toArray()).out()).forEach(batches::add);
    return batches;
  }

  private static List<JsonNode> lines(TestConsole run) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static void submit(String id, String file) throws IOException {
    Path path = Files.writeString(folder.resolve(id + ".yaml"), file);
    TestConsole submitted = run("submit", path, "--batch-id", id);
    assertThat(submitted.exitCode()).as(submitted.err()).isZero();
  }

  private static TestConsole run(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--bootstrap-server", deployment.brokers()));
    return sluice(all.toArray());
  }
}
