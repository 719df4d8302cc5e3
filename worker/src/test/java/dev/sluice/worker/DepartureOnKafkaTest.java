package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.EmbeddedBroker;
import dev.sluice.embedded.EmbeddedBrokerConfig;
import dev.sluice.records.Report;
import dev.sluice.records.TaskStatus;
import dev.sluice.worker.handler.builtin.NoopHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that goes away: what it hands back, and that it gets away. */
class DepartureOnKafkaTest extends WorkersOnKafka {

  private static final int WARM_UP = 50;

  /** A worker that has learned that tasks are short, so that it takes some ahead. */
  private Worker eager(WorkerConfig config, Gate gate) {
    Worker worker = worker(config, gate, new NoopHandler());
    for (int i = 0; i < WARM_UP; i++) {
      topics.release(Releases.of("short" + i, "noop").build());
    }
    reports(WARM_UP);
    return worker;
  }

  @Test
  void whatAWorkerHasBegunAndWhatItTookAheadIsHandedBackByReport() {
    var gate = new Gate();
    Worker first = eager(topics.worker("first").withConcurrency(2), gate);
    for (int i = 0; i < 6; i++) {
      topics.release(Releases.of("t" + i, "gate").setReleaseNumber(4).setRound(2).build());
    }
    await().atMost(PATIENCE).until(() -> gate.begun() == 2);
    first.drain(Duration.ofMillis(100));
    var second = worker(topics.worker("second"), new NoopHandler());
    topics.release(Releases.of("last", "noop").build());
    await()
        .atMost(PATIENCE)
        .until(() -> topics.reports().stream().anyMatch(r -> r.getTaskId().equals("last")));
    var gates = topics.reports().stream().filter(r -> r.getTaskId().startsWith("t")).toList();
    assertThat(gates)
        .extracting(Report::getTaskId)
        .as("each once, and none comes to the next worker")
        .containsExactlyInAnyOrder("t0", "t1", "t2", "t3", "t4", "t5");
    assertThat(gates)
        .filteredOn(each -> each.getWorkerId().equals("first"))
        .hasSizeGreaterThan(2)
        .allMatch(each -> each.getOutcome() == TaskStatus.CANCELLED)
        .allMatch(each -> each.getReason().equals("HANDED_BACK"))
        .allMatch(each -> each.getRetryInMs() == 0)
        .allMatch(each -> each.getReleaseNumber() == 4 && each.getRound() == 2)
        .allMatch(each -> each.getAttempts().isEmpty());
    second.drain(Duration.ZERO);
  }

  @Test
  void aWorkerThatWaitsForItsLastTaskKeepsThatAndNothingElse() {
    var gate = new Gate();
    var lock = Duration.ofSeconds(2);
    Worker leaving =
        worker(topics.worker("leaving").withLock(lock).withConcurrency(8), gate, new NoopHandler());
    topics.release(Releases.of("long", "gate").build());
    await().atMost(PATIENCE).until(() -> gate.begun() == 1);
    var left = CompletableFuture.runAsync(() -> leaving.drain(PATIENCE));
    worker(topics.worker("other").withLock(lock), gate, new NoopHandler());
    long from = System.nanoTime();
    int sent = 0;
    while (sent < 100 || System.nanoTime() - from < TimeUnit.SECONDS.toNanos(5)) {
      topics.release(Releases.of("n" + sent, "noop").build());
      sent++;
      assertThat(reports(sent)).hasSize(sent);
    }
    assertThat(left).as("all of them while the long one ran").isNotDone();
    assertThat(gate.begun()).as("runs of the long one, two locks later").isEqualTo(1);
    gate.open.countDown();
    Report last = reports(sent + 1).get(sent);
    assertThat(last.getTaskId()).isEqualTo("long");
    assertThat(last.getOutcome()).isEqualTo(TaskStatus.SUCCEEDED);
    left.join();
    topics.release(Releases.of("end", "noop").build());
    assertThat(reports(sent + 2).get(sent + 1).getTaskId())
        .as("the delivery of the long one was accepted")
        .isEqualTo("end");
  }

  @Test
  void workersThatLeaveUnderLoadReportEachReleaseOnce() {
    // The first member of a consumer group looks up all that there is before it runs any of it, so
    // it would hand back all of it and leave nothing to those that follow.
    Worker pioneer = worker(topics.worker("pioneer"));
    topics.release(Releases.of("begin", "noop").build());
    reports(1);
    pioneer.drain(Duration.ZERO);
    int tasks = 3_000;
    topics.releaseAll(tasks, "simulate", "{\"duration\": \"1ms\"}");
    for (int left = 1; left <= 3; left++) {
      Worker worker = worker(topics.worker("w" + left).withConcurrency(4));
      reports(topics.reports().size() + 150);
      worker.drain(Duration.ZERO);
    }
    assertThat(topics.reports()).as("the last one has work, too").hasSizeLessThan(tasks);
    worker(topics.worker("last"));
    reports(tasks + 1);
    topics.release(Releases.of("end", "noop").build());
    var reports = reports(tasks + 2);
    assertThat(reports).extracting(Report::getTaskId).doesNotHaveDuplicates().hasSize(tasks + 2);
    assertThat(reports)
        .filteredOn(each -> each.getOutcome() != TaskStatus.SUCCEEDED)
        .isNotEmpty()
        .allMatch(each -> each.getReason().equals("HANDED_BACK"));
  }

  @Test
  void aProcessThatIsAskedToEndHandsBackAndEnds() throws Exception {
    var config = topics.worker("child").withDrainGrace(Duration.ZERO);
    try (var child = WorkerChild.start(config)) {
      topics.release(Releases.of("t", "gate").build());
      assertThat(child.nextLine()).isEqualTo("begun t");
      child.signal("TERM");
      assertThat(reports(1).get(0).getReason()).isEqualTo("HANDED_BACK");
      child.exitCode();
    }
    worker(topics.worker("next"), new NoopHandler(), new Gate());
    topics.release(Releases.of("last", "noop").build());
    assertThat(reports(2).get(1).getTaskId()).isEqualTo("last");
  }

  @Test
  void aWorkerGetsAwayThoughNoBrokerAnswers(@TempDir Path directory) {
    var broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(directory));
    topics.close();
    topicsOf(broker.bootstrapServers(), 1);
    var gate = new Gate();
    Worker worker = eager(topics.worker("w").withConcurrency(1), gate);
    for (int i = 0; i < 4; i++) {
      topics.release(Releases.of("t" + i, "gate").build());
    }
    await().atMost(PATIENCE).until(() -> gate.begun() == 1);
    broker.close();
    long from = System.nanoTime();
    worker.drain(Duration.ofSeconds(1));
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(12));
    assertThat(worker.ended().toCompletableFuture()).isDone();
    assertThat(worker.running()).isZero();
  }
}
