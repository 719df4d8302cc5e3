package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import dev.sluice.records.RunningTask;
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

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The longest of lock, session and lease. */
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(5);

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

  /**
   * Two tasks that its heartbeats hold and one whose delivery it holds still. Until all is another
   * worker's and three seconds more; {@code -Dsluice.slow=true}: for two minutes.
   */
  @Test
  void aWorkerThatIsCutOffStopsItsTasksInTimeAndServesOnWhenItIsBack() {
    SluiceProcess cutOff = pool.worker("cut-off", proxied.concurrency(4));
    SubmittedBatch batch = pool.batch().task("leased-1", "gate").task("leased-2", "gate").submit();
    awaitLeased(2);
    SubmittedBatch held = pool.batch().task("held", "gate").submit().awaitBegun("held", 1);

    proxy.weather(Weather.FROZEN);
    long cutAt = System.currentTimeMillis();
    pool.worker("other", pool.plan().concurrency(4));
    List<String> tasks = List.of("leased-1", "leased-2", "held");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(interrupted())
              .as("handlers that are stopped while nothing reaches the worker")
              .extracting(Diary.Entry::task)
              .containsExactlyInAnyOrderElementsOf(tasks);
        });
    assertThat(interrupted())
        .allSatisfy(each -> {
          assertThat(each.worker()).isEqualTo("cut-off");
          assertThat(Duration.ofMillis(each.atMillis() - cutAt))
              .as("%s is stopped", each.task())
              .isLessThan(LONGEST_HOLD.plusSeconds(3));
        });
    tasks.forEach(task -> pool.diary().open(task + "@other"));
    Map<String, Result> results = batch.allSucceed();
    results.putAll(held.allSucceed());
    Slow.waitFor(Duration.ofSeconds(3), Duration.ofMinutes(2));
    proxy.weather(Weather.FAIR);

    assertThat(results.values()).extracting(Result::getWorker).containsOnly("other");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(pool.batch().work(20, 50).submit().allSucceed().values())
              .as("who serves on")
              .extracting(Result::getWorker)
              .contains("cut-off");
        });
    assertThat(batch.allSucceed()).as("one result each, still").hasSize(2);
    assertThat(held.allSucceed()).hasSize(1);
    assertThat(pool.diary().entries())
        .filteredOn(each -> each.what().equals("begun") && tasks.contains(each.task()))
        .filteredOn(each -> each.worker().equals("cut-off"))
        .as("no loop: it does not begin them again")
        .hasSize(tasks.size());
    assertThat(cutOff.alive()).isTrue();
  }

  private void awaitLeased(int tasks) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(pool.heartbeat("cut-off"))
              .hasValueSatisfying(beat -> {
                assertThat(beat.getRunning()).filteredOn(RunningTask::getLeased).hasSize(tasks);
              });
        });
  }

  private List<Diary.Entry> interrupted() {
    return pool.diary().entries().stream()
        .filter(each -> each.what().equals("interrupted"))
        .toList();
  }

  /**
   * A quarter of a second and 20 KB/s each way; {@code -Dsluice.slow=true}: one second, so two for
   * question and answer, and 10 KB/s. With the locks and sessions that brokers have by default.
   */
  @Test
  void aSlowNetworkCostsTimeAndNothingElse() {
    proxy.weather(
        Slow.asked()
            ? Weather.slow(Duration.ofSeconds(1), 10_000)
            : Weather.slow(Duration.ofMillis(250), 20_000));
    var plan =
        proxied
            .lock("30s")
            .with("session.timeout.ms", 10_000)
            .with("sluice.worker.heartbeat", "3s")
            .concurrency(4);
    SluiceProcess one = pool.starting("one", plan);
    SluiceProcess two = pool.starting("two", plan);
    SubmittedBatch batch = pool.batch().work(Slow.asked() ? 60 : 30, 100).submit();

    Map<String, Result> results = batch.allSucceed(Slow.asked() ? Duration.ofMinutes(5) : PATIENCE);
    assertThat(results.values()).extracting(Result::getAttempts).containsOnly(1);
    assertThat(pool.diary().entries())
        .filteredOn(each -> each.what().equals("begun"))
        .extracting(Diary.Entry::task)
        .as("nothing runs twice: no lock and no session runs out")
        .doesNotHaveDuplicates();
    assertThat(List.of(one, two))
        .allSatisfy(worker -> {
          assertThat(worker.log())
              .doesNotContain("may run a second time")
              .doesNotContain("is another worker's by now")
              .doesNotContain("not answered for a session")
              .doesNotContain("ERROR d.s."); // clients call more than that an error
          assertThat(worker.alive()).isTrue();
        });
  }
}
