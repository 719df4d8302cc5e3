package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.records.Priority;
import dev.sluice.records.Report;
import dev.sluice.records.Signal;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.worker.handler.builtin.NoopHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A worker against a real broker. */
class WorkerOnKafkaTest extends WorkersOnKafka {

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
  void bytesThatAreNoReleaseGoToTheDeadLettersAndTheNextOneRuns() {
    byte[] rubbish = new byte[3 * 1024 * 1024]; // larger than a producer sends by default
    Arrays.fill(rubbish, (byte) 3);
    topics.bytes(topics.releaseTopic(), "b/t", rubbish, "sluice-release", "2/7");
    topics.release(Releases.of("good", "noop").build());
    worker(topics.worker("w"));
    var reports = reports(2).stream().collect(Collectors.toMap(Report::getTaskId, r -> r));
    assertThat(reports.get("good").getOutcome()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(reports.get("t").getReason()).isEqualTo("BAD_RELEASE");
    assertThat(reports.get("t").getBatchId()).isEqualTo("b");
    assertThat(reports.get("t").getRound()).isEqualTo(2);
    assertThat(reports.get("t").getReleaseNumber()).isEqualTo(7);
    var letter = deadLetters(1).get(0);
    assertThat(letter.value()).isEqualTo(rubbish);
    assertThat(header(letter, "sluice-reason")).isEqualTo("BAD_RECORD");
    assertThat(header(letter, "sluice-source-topic")).isEqualTo(topics.releaseTopic());
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
}
