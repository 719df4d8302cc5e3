package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.core.task.Content;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import dev.sluice.worker.handler.builtin.NoopHandler;
import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.ReleaseTransport;
import dev.sluice.worker.transport.consumer.MortalMember;
import dev.sluice.worker.transport.share.ShareGroups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that vanish with a task, and what becomes of it. */
@Timeout(120)
class LostWorkersTest extends WorkersOnKafka {

  private void loseWithAWorker(int deliveriesSoFar) {
    WorkerConfig config = topics.worker("lost");
    if (transport == TransportChoice.Kind.CONSUMER) {
      var vanishing = mortal(config);
      takeOne(vanishing.transport(), deliveriesSoFar);
      vanishing.kill();
    } else {
      var vanishing = new KafkaClients(config).releases();
      takeOne(vanishing, deliveriesSoFar);
      vanishing.close(); // the broker counts what was delivered and not accepted
    }
  }

  private MortalMember mortal(WorkerConfig config) {
    Map<String, Priority> releases =
        Arrays.stream(Priority.values())
            .collect(
                Collectors.toMap(
                    each -> config.topics().release(config.pool(), each), each -> each));
    return new MortalMember(
        config.kafka(),
        config.transport().protocol(),
        "sluice-worker." + config.pool() + ".consumer",
        config.workerId(),
        releases,
        config.retries().maxLost());
  }

  private static void takeOne(ReleaseTransport vanishing, int deliveriesSoFar) {
    List<Delivery> taken = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .until(() -> {
          taken.addAll(vanishing.take(EnumSet.allOf(Priority.class), 1, Duration.ofMillis(50)));
          return !taken.isEmpty();
        });
    assertThat(taken.get(0).lost()).isEqualTo(deliveriesSoFar);
  }

  @Test
  void theFourthDeliveryIsNotRunButFailsWithADeadLetter() throws Exception {
    Release release = Releases.of("killer", "count").setReleaseNumber(5).build();
    topics.release(release);
    for (int lost = 0; lost < 3; lost++) {
      loseWithAWorker(lost);
    }
    var counting = new Counting();
    worker(topics.worker("w"), counting);
    Report report = reports(1).get(0);
    assertThat(report.getOutcome()).isEqualTo(TaskStatus.FAILED);
    assertThat(report.getReason()).isEqualTo("WORKER_LOST");
    assertThat(report.getReleaseNumber()).isEqualTo(5);
    assertThat(report.getRetryInMs()).isEqualTo(-1);
    assertThat(report.getAttempts()).isEmpty();
    assertThat(report.getError().getMessage())
        .contains("3 workers")
        .contains("sluice.worker.max-lost=3");
    var letter = deadLetters(1).get(0);
    assertThat(letter.key()).asString().isEqualTo("batch/killer");
    assertThat(RecordCodecs.of(Release.class, Map.of()).decode("t", letter.value()))
        .isEqualTo(release);
    assertThat(header(letter, "sluice-reason")).isEqualTo("WORKER_LOST");
    assertThat(header(letter, "sluice-source-topic")).isEqualTo(topics.releaseTopic());
    assertThat(header(letter, "sluice-source-partition")).matches("[01]");
    assertThat(header(letter, "sluice-source-offset")).isEqualTo("0");
    assertThat(header(letter, "sluice-error")).contains("3 workers");
    assertThat(counting.runs).hasValue(0);
  }

  @Test
  void theThirdDeliveryIsRun() {
    topics.release(Releases.of("unlucky", "count").build());
    for (int lost = 0; lost < 2; lost++) {
      loseWithAWorker(lost);
    }
    worker(topics.worker("w"), new Counting());
    assertThat(reports(1).get(0).getOutcome()).isEqualTo(TaskStatus.SUCCEEDED);
  }

  @Test
  void aTaskMayBeAllowedFewerWorkers() {
    topics.release(Releases.of("killer", "count").build());
    loseWithAWorker(0);
    var terms = new RetryTerms(Duration.ZERO, 1);
    worker(topics.worker("w").withRetries(terms), new Counting());
    assertThat(reports(1).get(0).getReason()).isEqualTo("WORKER_LOST");
  }

  @Test
  void aGroupThatAllowsTooFewDeliveriesIsNotJoined() {
    assumeTrue(transport == TransportChoice.Kind.SHARE, "a consumer group counts no deliveries");
    var config = topics.worker("w");
    var groups = new ShareGroups(config.kafka());
    var release = Map.of(Priority.NORMAL, topics.releaseTopic());
    assertThatThrownBy(() -> groups.join(config.pool(), "w", release, config.lock(), 11))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("share.delivery.count.limit=11 or more and has 10")
        .hasMessageContaining("sluice.worker.max-lost");
  }

  @Test
  void aTaskThatKillsThreeProcessesDoesNotKillTheFourth() throws Exception {
    topics.release(Releases.of("killer", "halt").build());
    for (int lost = 1; lost <= 3; lost++) {
      try (var child = WorkerChild.start(topics.worker("child" + lost))) {
        assertThat(child.exitCode()).isEqualTo(7);
      }
    }
    try (var fourth = WorkerChild.start(topics.worker("fourth"))) {
      assertThat(reports(1).get(0).getReason()).isEqualTo("WORKER_LOST");
      topics.release(Releases.of("next", "noop").build());
      assertThat(reports(2).get(1).getOutcome()).isEqualTo(TaskStatus.SUCCEEDED);
      assertThat(topics.reports())
          .extracting(Report::getWorkerId)
          .containsExactly("fourth", "fourth");
    }
    assertThat(header(deadLetters(1).get(0), "sluice-reason")).isEqualTo("WORKER_LOST");
  }

  @Test
  void aWorkerThatWasPausedFindsItsLocksGoneInterruptsItsHandlersAndServesOn() throws Exception {
    assumeTrue(
        transport == TransportChoice.Kind.SHARE, "a consumer is told before it can report late");
    Duration lock = Duration.ofSeconds(2);
    try (var paused = WorkerChild.start(topics.worker("paused").withLock(lock))) {
      topics.release(Releases.of("t", "gate").setReleaseNumber(3).build());
      assertThat(paused.nextLine()).isEqualTo("begun t");
      paused.signal("STOP");
      var gate = new Gate();
      gate.open.countDown();
      Worker second = worker(topics.worker("second").withLock(lock), gate, new NoopHandler());
      Report report = reports(1).get(0);
      assertThat(report.getWorkerId()).isEqualTo("second");
      assertThat(report.getLost()).isEqualTo(1);
      second.drain(Duration.ZERO);
      paused.signal("CONT");
      assertThat(paused.nextLine()).isEqualTo("interrupted t");
      topics.release(Releases.of("next", "noop").build());
      assertThat(reports(2))
          .extracting(Report::getTaskId, Report::getWorkerId)
          .as("the task is the second worker's, and the first one serves on")
          .containsExactly(tuple("t", "second"), tuple("next", "paused"));
      assertThat(topics.leases()).isEmpty();
    }
  }

  private static final class Counting implements TaskHandler {
    private final AtomicInteger runs = new AtomicInteger();

    @Override
    public String type() {
      return "count";
    }

    @Override
    public Content handle(TaskContext context) {
      runs.incrementAndGet();
      return Content.EMPTY;
    }
  }
}
