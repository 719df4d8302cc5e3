package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.faults.site.Pool;
import dev.sluice.faults.site.Site;
import dev.sluice.faults.site.SluiceProcess;
import dev.sluice.records.Heartbeat;
import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import dev.sluice.worker.TransportChoice.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handlers that hang, throw what no handler should or do not listen: F04, F05, F08. */
@OverTransports
@Timeout(180)
class HandlerFaultsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Pool pool;

  HandlerFaultsTest(Kind transport, Site site) {
    pool = site.pool(transport);
  }

  @AfterEach
  void end() throws Exception {
    pool.close();
  }

  @Test
  void aHandlerThatHangsTimesOutAndItsSlotIsReportedLostWhileTheWorkerServesOn() {
    SluiceProcess worker = pool.worker("w", pool.plan().concurrency(3));
    var batch = pool.batch();
    batch.task("hangs", "gate", Map.of(), task -> task.timeout(Duration.ofSeconds(1)));
    batch.task("deaf", "deaf", Map.of(), task -> task.timeout(Duration.ofSeconds(1)));
    Map<String, Result> results = batch.submit().results();

    assertThat(results.values()).extracting(Result::getStatus).containsOnly(TaskStatus.TIMED_OUT);
    assertThat(pool.diary().of("interrupted", "hangs")).hasSize(1);
    assertThat(pool.diary().of("interrupted", "deaf")).isNotEmpty();
    worker.awaitSaid("Handler deaf of task " + results.get("deaf").getBatchId() + "/deaf does not");
    assertThat(worker.log()).contains("1 slots are lost");
    awaitLostSlots(1);
    pool.batch().work(30, 5).submit().allSucceed();

    pool.diary().open("deaf");
    worker.awaitSaid("0 slots are still lost");
    awaitLostSlots(0);
  }

  @Test
  void errorsFailTheirAttemptsWithClassAndMessageAndPoisonNothing() {
    SluiceProcess worker = pool.worker("w", pool.plan().concurrency(1));
    var batch = pool.batch();
    for (String what : new String[] {"error", "stack-overflow", "initializer", "linkage"}) {
      batch.task(what, "throw", Map.of("what", what));
    }
    Map<String, Result> results = batch.submit().results();

    assertFailed(results.get("error"), "java.lang.Error", "an error of its own");
    assertFailed(results.get("stack-overflow"), "java.lang.StackOverflowError", null);
    assertFailed(results.get("initializer"), "java.lang.ExceptionInInitializerError", null);
    assertFailed(results.get("linkage"), "java.lang.NoClassDefFoundError", "dev/sluice/Nowhere");
    pool.batch().work(30, 1).submit().allSucceed();
    assertThat(worker.alive()).isTrue();
    awaitLostSlots(0);
  }

  private static void assertFailed(Result result, String type, String message) {
    assertThat(result.getStatus()).isEqualTo(TaskStatus.FAILED);
    assertThat(result.getReason()).isEqualTo("HANDLER_ERROR");
    assertThat(result.getError().getType()).isEqualTo(type);
    assertThat(result.getError().getMessage()).isEqualTo(message);
  }

  @Test
  void handlersThatDoNotListenLowerTheSlotsForAllToSeeAndDoNotKeepTheProcess() {
    SluiceProcess worker = pool.worker("w", pool.plan().concurrency(3).drainGrace("1s"));
    var batch = pool.batch();
    for (String task : new String[] {"deaf-0", "deaf-1"}) {
      batch.task(task, "deaf", Map.of(), each -> each.timeout(Duration.ofMillis(500)));
    }
    Map<String, Result> results = batch.submit().results();

    assertThat(results.values()).extracting(Result::getStatus).containsOnly(TaskStatus.TIMED_OUT);
    worker.awaitSaid("2 slots are lost");
    awaitLostSlots(2);
    pool.batch().work(10, 5).submit().allSucceed();
    worker.terminate();
    Instant asked = Instant.now();
    assertThat(worker.exitCode()).isZero();
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(3));
  }

  private void awaitLostSlots(int slots) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(pool.heartbeat("w"))
              .map(Heartbeat::getLostSlots)
              .as("what the worker's heartbeat says")
              .contains(slots);
        });
  }
}
