package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.faults.site.Pool;
import dev.sluice.faults.site.Site;
import dev.sluice.faults.site.SluiceProcess;
import dev.sluice.records.Heartbeat;
import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import dev.sluice.worker.WorkerKeys.Transport;
import java.time.Duration;
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

  HandlerFaultsTest(Transport transport, Site site) {
    pool = site.pool(transport);
  }

  @AfterEach
  void end() throws Exception {
    pool.close();
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

  private void awaitLostSlots(int slots) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(pool.site().heartbeat("w"))
              .map(Heartbeat::getLostSlots)
              .as("what the worker's heartbeat says")
              .contains(slots);
        });
  }
}
