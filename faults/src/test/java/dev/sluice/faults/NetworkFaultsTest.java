package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.client.SluiceClient;
import dev.sluice.faults.handler.Diary;
import dev.sluice.faults.net.KafkaProxy;
import dev.sluice.faults.net.Weather;
import dev.sluice.faults.site.Pool;
import dev.sluice.faults.site.Site;
import dev.sluice.faults.site.SluiceProcess;
import dev.sluice.faults.site.SubmittedBatch;
import dev.sluice.faults.site.WorkerPlan;
import dev.sluice.records.Result;
import dev.sluice.worker.TransportChoice.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A network that swallows answers, cuts a worker off or is slow: F19, F20, F21. */
@OverTransports
@Timeout(400)
class NetworkFaultsTest {

  private static final String NOT_KEPT_YET =
      "not kept yet, see docs/faults.md: runs with -Dsluice.slow=true";

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Pool pool;
  private final KafkaProxy proxy;
  private final WorkerPlan proxied;

  NetworkFaultsTest(Kind transport, Site site) {
    pool = site.pool(transport);
    proxy = site.proxy();
    proxied = pool.plan().through(proxy.address());
  }

  @AfterEach
  void end() throws Exception {
    proxy.weather(Weather.FAIR);
    pool.close();
  }

  @Test
  void aSubmissionWhoseAcknowledgementIsLostIsOneBatch() {
    pool.worker("w", pool.plan().concurrency(4));
    Map<String, Object> settings =
        Map.of("bootstrap.servers", proxy.address(), "request.timeout.ms", 5_000);
    try (SluiceClient client = SluiceClient.connect(settings)) {
      int before = proxy.swallowed();
      proxy.weather(Weather.swallowing(ApiKeys.PRODUCE));
      var clearing = Thread.ofVirtual().start(() -> clearAfter(before + 2));
      SubmittedBatch batch = pool.batch().work(50, 1).submit(client);

      assertThat(clearing.isAlive()).as("answers are still being swallowed").isFalse();
      batch.allSucceed();
      assertThat(pool.diary().entries())
          .filteredOn(each -> each.what().equals("begun"))
          .extracting(Diary.Entry::task)
          .as("tasks begun")
          .hasSize(50)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void reportsWhoseAcknowledgementIsLostCountOnce() {
    pool.worker("w", proxied.concurrency(4));
    SubmittedBatch batch = pool.batch().work(100, 20).submit().awaitEnded(10);
    int before = proxy.swallowed();
    proxy.weather(Weather.swallowing(ApiKeys.PRODUCE));
    clearAfter(before + 3);

    batch.allSucceed();
    assertThat(batch.handle().summary())
        .hasValueSatisfying(summary -> {
          assertThat(summary.counts().succeeded()).isEqualTo(100);
        });
    assertThat(pool.diary().entries())
        .filteredOn(each -> each.what().equals("begun"))
        .as("a lost acknowledgement runs nothing again")
        .hasSize(100);
  }

  private void clearAfter(int swallowed) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> proxy.swallowed() >= swallowed);
    proxy.weather(Weather.FAIR);
  }

  /** For twice the time of a lock; {@code -Dsluice.slow=true}: for two minutes. */
  @Test
  void aWorkerThatIsCutOffLosesItsTasksAndServesOnWhenItIsBack() {
    assumeTrue(Slow.asked(), NOT_KEPT_YET);
    SluiceProcess cutOff = pool.worker("cut-off", proxied.lock("3s").concurrency(2));
    SubmittedBatch batch = pool.batch().task("a", "gate").task("b", "gate").submit();
    List.of("a", "b").forEach(task -> batch.awaitBegun(task, 1));
    pool.worker("other", pool.plan().lock("3s").concurrency(2));

    proxy.weather(Weather.FROZEN);
    List.of("a", "b").forEach(task -> batch.awaitBegun(task, 2));
    List.of("a@other", "b@other").forEach(pool.diary()::open);
    Map<String, Result> results = batch.allSucceed();
    Slow.waitFor(Duration.ofSeconds(6), Duration.ofMinutes(2));
    proxy.weather(Weather.FAIR);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(pool.diary().entries())
              .filteredOn(each -> each.what().equals("interrupted"))
              .extracting(Diary.Entry::worker)
              .as("handlers that hear that their tasks are lost")
              .containsExactly("cut-off", "cut-off");
        });

    assertThat(results.values()).extracting(Result::getWorker).containsOnly("other");
    SubmittedBatch next =
        pool.batch().task("c", "gate").task("d", "gate").task("e", "gate").submit();
    List.of("c", "d", "e").forEach(task -> next.awaitBegun(task, 1));
    List.of("c", "d", "e").forEach(pool.diary()::open);
    next.allSucceed();
    batch.allSucceed();
    assertThat(List.of("a", "b"))
        .as("no loop")
        .allSatisfy(task -> assertThat(pool.diary().begun(task)).isEqualTo(2));
    assertThat(pool.diary().entries())
        .filteredOn(each -> List.of("c", "d", "e").contains(each.task()))
        .as("three tasks need slots of both")
        .extracting(Diary.Entry::worker)
        .contains("cut-off");
    assertThat(cutOff.alive()).isTrue();
  }

  /**
   * Half a second and 20 KB/s; {@code -Dsluice.slow=true}: two seconds and 10 KB/s. With the locks
   * and sessions that brokers have by default.
   */
  @Test
  void aSlowNetworkCostsTimeAndNothingElse() {
    assumeTrue(Slow.asked(), NOT_KEPT_YET);
    proxy.weather(
        Slow.asked()
            ? Weather.slow(Duration.ofSeconds(1), 10_000)
            : Weather.slow(Duration.ofMillis(250), 20_000));
    var plan = proxied.lock("30s").with("sluice.worker.heartbeat", "3s").concurrency(4);
    SluiceProcess one = pool.starting("one", plan);
    SluiceProcess two = pool.starting("two", plan);
    SubmittedBatch batch = pool.batch().work(60, 100).submit();

    Map<String, Result> results = batch.allSucceed(Slow.asked() ? Duration.ofMinutes(5) : PATIENCE);
    assertThat(results.values()).extracting(Result::getAttempts).containsOnly(1);
    assertThat(pool.diary().entries())
        .filteredOn(each -> each.what().equals("begun"))
        .extracting(Diary.Entry::task)
        .as("nothing runs twice: no lock and no session runs out")
        .doesNotHaveDuplicates();
    assertThat(List.of(one, two))
        .allSatisfy(worker -> {
          assertThat(worker.log()).doesNotContain("Locks lost").doesNotContain("ERROR");
          assertThat(worker.alive()).isTrue();
        });
  }
}
