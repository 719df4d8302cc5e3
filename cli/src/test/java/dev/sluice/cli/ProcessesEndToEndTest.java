package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Separate processes against one broker, some of which are killed in the middle of a batch. */
@ExtendWith(KafkaExtension.class)
class ProcessesEndToEndTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LANES = 40;
  private static final int STEPS = 6;

  KafkaCluster kafka;

  @TempDir Path folder;

  private final List<SluiceProcess> processes = new ArrayList<>();
  private SluiceProcess scheduler;

  @BeforeEach
  void startProcesses() throws IOException {
    TestConsole topics = sluice("topics", "apply", "--bootstrap-server", brokers());
    assertThat(topics.exitCode()).as(topics.err()).isZero();
    scheduler = startScheduler();
    awaitSaid(scheduler, "scheduler is running");
  }

  @AfterEach
  void killProcesses() {
    processes.forEach(SluiceProcess::close);
  }

  @Test
  void aBatchSurvivesTheKillOfAWorkerAndOfTheScheduler() throws Exception {
    SluiceProcess victim = startWorker("victim");
    SluiceProcess survivor = startWorker("survivor");
    awaitSaid(victim, "worker is running");
    awaitSaid(survivor, "worker is running");
    Path batch = Files.writeString(folder.resolve("lanes.jsonl"), lanes());

    TestConsole submitted =
        sluice("submit", batch, "--batch-id", "killed", "--bootstrap-server", brokers());
    assertThat(submitted.exitCode()).as(submitted.err()).isZero();
    assertThat(submitted.out()).isEqualTo("killed\n");
    awaitResults("killed", LANES);
    victim.kill();
    awaitResults("killed", LANES * 2);
    scheduler.kill();
    scheduler = startScheduler();

    TestConsole results =
        sluice(
            "results",
            "killed",
            "--order",
            "streaming",
            "-o",
            "jsonl",
            "--bootstrap-server",
            brokers());
    assertThat(results.exitCode()).as(results.err()).isZero();
    assertThat(results.out().lines()).hasSize(LANES * STEPS);
    Map<String, List<Result>> recorded = recorded("killed");
    assertThat(recorded).hasSize(LANES * STEPS);
    assertThat(recorded.values())
        .allSatisfy(each -> {
          assertThat(each).hasSize(1);
          assertThat(each.getFirst().getStatus()).isEqualTo(TaskStatus.SUCCEEDED);
        });
    TestConsole status = sluice("status", "killed", "-o", "json", "--bootstrap-server", brokers());
    assertThat(status.out()).contains("\"status\": \"SUCCEEDED\"", "\"total\": " + LANES * STEPS);
    assertThat(survivor.terminate()).as(survivor.toString()).isZero();
    assertThat(scheduler.terminate()).as(scheduler.toString()).isZero();
  }

  @Test
  void commandsTellHowABatchEnds() throws Exception {
    SluiceProcess worker = startWorker("teller");
    awaitSaid(
        worker,
        "worker is running, serves echo noop simulate (exec is off: sluice.worker.exec.allow) (http is off:"
            + " sluice.worker.http.allow)");
    Path failing =
        Files.writeString(
            folder.resolve("failing.yaml"),
            """
            tasks:
              - {id: bad, type: simulate, params: {fail: true}}
              - {id: after, type: noop, needs: [bad]}
              - {id: slow, type: simulate, params: {duration: 300s}, needs: [bad], runIf: always}
            """);

    TestConsole late = sluice("run", failing, "--timeout", "3s", "--bootstrap-server", brokers());
    assertThat(late.exitCode()).as(late.err()).isEqualTo(6);
    assertThat(late.err()).contains(" did not end in 3s, ");
    Path fails =
        Files.writeString(
            folder.resolve("fails.yaml"),
            "tasks: [{id: bad, type: simulate, params: {fail: true}}, {id: after, type: noop, needs: [bad]}]");
    TestConsole failed = sluice("run", fails, "--bootstrap-server", brokers());
    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(5);
    assertThat(failed.out()).contains("status    FAILED", "FAILED    bad", "SKIPPED   after");
    TestConsole unknown = sluice("status", "nobody", "--bootstrap-server", brokers());
    assertThat(unknown.exitCode()).as(unknown.err()).isEqualTo(3);
    TestConsole verify = sluice("topics", "verify", "--bootstrap-server", brokers());
    assertThat(verify.exitCode()).as(verify.out() + verify.err()).isZero();

    sluice("submit", failing, "--batch-id", "cancelled", "--bootstrap-server", brokers());
    assertThat(sluice("cancel", "cancelled", "--bootstrap-server", brokers()).exitCode()).isZero();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    sluice("status", "cancelled", "-o", "json", "--bootstrap-server", brokers())
                        .out())
                .contains("\"status\": \"CANCELLED\""));
    TestConsole again = sluice("cancel", "cancelled", "--bootstrap-server", brokers());
    assertThat(again.errLines()).containsExactly("sluice: batch cancelled has ended already");
    assertThat(again.exitCode()).isZero();
    TestConsole nobody = sluice("cancel", "nobody", "--bootstrap-server", brokers());
    assertThat(nobody.err())
        .contains("batch nobody: no scheduler knows it; the cancel is recorded");
    assertThat(nobody.exitCode()).isEqualTo(3);
  }

  /**
   * Lanes of steps that need each other, so that the batch is always in the middle of something.
   */
  private static String lanes() {
    return IntStream.range(0, LANES * STEPS)
        .mapToObj(i ->
            "{\"id\":\"t%d\",\"type\":\"simulate\",\"params\":{\"duration\":\"150ms\"},\"needs\":[%s]}"
                .formatted(i, i < LANES ? "" : "\"t" + (i - LANES) + "\""))
        .collect(Collectors.joining("\n"));
  }

  private SluiceProcess startScheduler() throws IOException {
    return started(
        "scheduler",
        "scheduler",
        "--http-port",
        "0",
        "-X",
        "sluice.scheduler.state-directory=" + folder.resolve("state"),
        "-X",
        "sluice.scheduler.session-timeout=6s");
  }

  private SluiceProcess startWorker(String name) throws IOException {
    return started(name, "worker", "--concurrency", "8", "-X", "sluice.worker.id=" + name);
  }

  private SluiceProcess started(String log, String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--bootstrap-server", brokers()));
    SluiceProcess process =
        SluiceProcess.start(folder.resolve(log + ".log"), all.toArray(String[]::new));
    processes.add(process);
    return process;
  }

  private static void awaitSaid(SluiceProcess process, String text) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(process.log()).contains(text));
  }

  private void awaitResults(String batchId, int atLeast) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> recorded(batchId).size() >= atLeast);
  }

  /** What is in the topic for each task: every record, not only the last. */
  private Map<String, List<Result>> recorded(String batchId) throws Exception {
    Map<String, List<Result>> byTask = new TreeMap<>();
    RecordCodec<Result> codec = RecordCodecs.of(Result.class, Map.of());
    String topic = Topics.DEFAULT.result();
    try (var consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Result result = codec.decode(topic, record.value());
          if (result.getBatchId().equals(batchId)) {
            byTask.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(result);
          }
        }
      }
    }
    return byTask;
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", brokers());
    properties.put("isolation.level", "read_committed");
    return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private String brokers() {
    return kafka.bootstrapServers();
  }
}
