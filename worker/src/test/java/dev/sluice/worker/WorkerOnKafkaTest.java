package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.task.Content;
import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.records.Priority;
import dev.sluice.records.Report;
import dev.sluice.records.Signal;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import dev.sluice.worker.handler.builtin.NoopHandler;
import dev.sluice.worker.transport.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker against a real broker. */
@ExtendWith(KafkaExtension.class)
@Timeout(60)
class WorkerOnKafkaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Worker> workers = new ArrayList<>();
  private ReleaseTopics topics;

  @BeforeEach
  void createTopics(KafkaCluster kafka) {
    topics = new ReleaseTopics(kafka.bootstrapServers(), 2);
  }

  @AfterEach
  void end() {
    workers.forEach(worker -> worker.drain(Duration.ZERO));
    topics.close();
  }

  private Worker worker(WorkerConfig config, TaskHandler... handlers) {
    var worker =
        handlers.length == 0 ? Worker.start(config) : Worker.start(config, List.of(handlers));
    workers.add(worker);
    return worker;
  }

  private List<Report> reports(int atLeast) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> topics.reports().size() >= atLeast);
    return topics.reports();
  }

  /** Holds its tasks until it is let go, and counts how often each was begun. */
  private static final class Gate implements TaskHandler {
    private final CountDownLatch open = new CountDownLatch(1);
    private final Map<String, AtomicInteger> begun = new ConcurrentHashMap<>();

    @Override
    public String type() {
      return "gate";
    }

    @Override
    public Content handle(TaskContext context) throws InterruptedException {
      begun.computeIfAbsent(context.taskId(), id -> new AtomicInteger()).incrementAndGet();
      open.await();
      return Content.EMPTY;
    }

    int begun() {
      return begun.values().stream().mapToInt(AtomicInteger::get).sum();
    }
  }

  @Test
  void everyReleaseIsRunAndReportedOnce() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      topics.release(
          Releases.of("t" + i, "echo", "\"" + i + "\"")
              .setPriority(Priority.values()[i % 5])
              .build());
    }
    worker(topics.worker("w"));
    var reports = reports(2_000);
    assertThat(reports).hasSize(2_000).allMatch(each -> each.getOutcome() == TaskStatus.SUCCEEDED);
    assertThat(reports.stream().map(Report::getTaskId).collect(Collectors.toSet())).hasSize(2_000);
    assertThat(reports)
        .allMatch(each -> each.getStartedAt() <= each.getFinishedAt())
        .allMatch(each ->
            StandardCharsets.UTF_8
                .decode(each.getOutput().duplicate())
                .toString()
                .equals("\"" + each.getTaskId().substring(1) + "\""));
    workers.get(0).close();
    worker(topics.worker("next"));
    topics.release(Releases.of("last", "noop").build());
    assertThat(reports(2_001)).as("nothing that was accepted comes again").hasSize(2_001);
  }

  @Test
  void newTasksAreTakenWhileALongOneRunsAndItsLockIsRenewed() {
    var gate = new Gate();
    worker(
        topics.worker("w").withConcurrency(4).withLock(Duration.ofSeconds(2)),
        gate,
        new NoopHandler());
    topics.release(Releases.of("long", "gate").build());
    await().atMost(PATIENCE).until(() -> gate.begun() == 1);
    long from = System.nanoTime();
    int sent = 0;
    while (System.nanoTime() - from < TimeUnit.SECONDS.toNanos(6)) {
      topics.release(Releases.of("short" + sent, "noop").build());
      sent++;
      assertThat(reports(sent)).hasSize(sent);
    }
    assertThat(gate.begun()).as("runs of the long task, three locks later").isEqualTo(1);
    gate.open.countDown();
    assertThat(reports(sent + 1).get(sent).getTaskId()).isEqualTo("long");
  }

  @Test
  void whatAWorkerHandsBackAnotherOneRuns() {
    var first = new Gate();
    var worker = worker(topics.worker("first").withConcurrency(2), first);
    for (int i = 0; i < 6; i++) {
      topics.release(Releases.of("t" + i, "gate").build());
    }
    await().atMost(PATIENCE).until(() -> first.begun() == 2);
    worker.drain(Duration.ofMillis(100));
    assertThat(topics.reports()).isEmpty();
    var second = new Gate();
    second.open.countDown();
    worker(topics.worker("second"), second);
    assertThat(reports(6)).hasSize(6).allMatch(each -> each.getWorkerId().equals("second"));
  }

  @Test
  void bytesThatAreNoReleaseGoToTheDeadLettersAndTheNextOneRuns() {
    byte[] rubbish = new byte[3 * 1024 * 1024]; // larger than a producer sends by default
    Arrays.fill(rubbish, (byte) 3);
    topics.bytes(topics.releaseTopic(), "b/t", rubbish);
    topics.release(Releases.of("good", "noop").build());
    worker(topics.worker("w"));
    var reports = reports(2).stream().collect(Collectors.toMap(Report::getTaskId, r -> r));
    assertThat(reports.get("good").getOutcome()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(reports.get("t").getReason()).isEqualTo("BAD_RELEASE");
    assertThat(reports.get("t").getBatchId()).isEqualTo("b");
    try (var letters = topics.reader(topics.topics().deadLetter())) {
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .until(() -> {
            letters.poll(Duration.ofMillis(50)).forEach(found::add);
            return !found.isEmpty();
          });
      assertThat(found.get(0).value()).isEqualTo(rubbish);
      assertThat(found.get(0).headers().lastHeader("sluice-reason").value())
          .asString()
          .isEqualTo("BAD_RECORD");
      assertThat(found.get(0).headers().lastHeader("sluice-source-topic").value())
          .asString()
          .isEqualTo(topics.releaseTopic());
    }
  }

  @Test
  void aSignalStopsWhatRunsAndWhatIsOnItsWay() {
    var gate = new Gate();
    worker(topics.worker("w").withConcurrency(1), gate);
    topics.release(Releases.of("t", "gate").setReleasedAt(1).build());
    await().atMost(PATIENCE).until(() -> gate.begun() == 1);
    var codec = RecordCodecs.of(Signal.class, Map.of());
    String topic = topics.topics().signal();
    await()
        .atMost(PATIENCE)
        .until(() -> {
          var signal = Signal.newBuilder().setBatchId("batch").setReason("enough").setAt(2);
          topics.bytes(topic, "batch", codec.encode(topic, signal.build()));
          return !topics.reports().isEmpty();
        });
    topics.release(Releases.of("late", "gate").setReleasedAt(3).build());
    assertThat(reports(2))
        .allMatch(each -> each.getOutcome() == TaskStatus.CANCELLED)
        .allMatch(each -> each.getError().getMessage().equals("enough"));
    assertThat(gate.begun()).isEqualTo(1);
    workers.get(0).drain(Duration.ZERO);
    worker(topics.worker("next"), gate);
    topics.release(Releases.of("later", "gate").build());
    assertThat(reports(3).get(2).getReason())
        .as("a worker that started after the signal")
        .isEqualTo("CANCEL_REQUESTED");
  }

  @Test
  void aTaskOfATypeThatIsNotServedFailsAndSaysHowToServeIt() {
    worker(topics.worker("w"));
    topics.release(Releases.of("t", "exec", "{\"command\": [\"id\"]}").build());
    Report report = reports(1).get(0);
    assertThat(report.getReason()).isEqualTo("NO_HANDLER");
    assertThat(report.getError().getMessage()).contains("sluice.worker.exec.allow");
    assertThat(Set.of(report.getOutcome())).containsExactly(TaskStatus.FAILED);
  }

  @Test
  void aTaskThatWorkersTookAndNeverReportedFailsInsteadOfRunningAgain() {
    topics.release(Releases.of("killer", "noop").build());
    for (int loss = 1; loss <= 8; loss++) {
      var vanishing = new KafkaClients(topics.worker("lost")).releases();
      List<Delivery> taken = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .until(() -> {
            taken.addAll(vanishing.take(1, Duration.ofMillis(50)));
            return !taken.isEmpty();
          });
      assertThat(taken.get(0).count()).isEqualTo(loss);
      assertThat(taken.get(0).last()).isFalse();
      vanishing.close();
    }
    worker(topics.worker("w"));
    Report report = reports(1).get(0);
    assertThat(report.getReason()).isEqualTo("WORKER_LOST");
    assertThat(report.getAttempts()).isEmpty();
  }
}
