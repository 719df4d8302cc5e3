package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.faults.handler.Diary;
import dev.sluice.faults.site.Load;
import dev.sluice.faults.site.Pool;
import dev.sluice.faults.site.Site;
import dev.sluice.faults.site.SluiceProcess;
import dev.sluice.faults.site.SubmittedBatch;
import dev.sluice.faults.site.WorkerPlan;
import dev.sluice.records.Result;
import dev.sluice.worker.TransportChoice.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that come and go while there is work: F12, F15, F22, F23. */
@OverTransports
@Timeout(600)
class WorkforceChangesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LONGEST_STALL = Duration.ofSeconds(10);

  private final Kind transport;
  private final Pool pool;

  WorkforceChangesTest(Kind transport, Site site) {
    this.transport = transport;
    this.pool = site.pool(transport);
  }

  @AfterEach
  void end() throws Exception {
    pool.close();
  }

  /** For some seconds; {@code -Dsluice.slow=true}: for an hour. */
  @Test
  @Timeout(4_000)
  void tasksWaitForWorkersAndUseNothingUpMeanwhile() {
    pool.worker("first", pool.plan().concurrency(4)).close();
    SubmittedBatch batch = pool.batch().work(50, 5).submit();
    Slow.waitFor(Duration.ofSeconds(5), Duration.ofHours(1));
    assertThat(batch.ended()).isZero();
    assertThat(pool.site().reports(batch.id(), "t0")).isEmpty();
    assertThat(pool.site().scheduler().alive()).isTrue();

    pool.worker("second", pool.plan().concurrency(4));
    Map<String, Result> results = batch.allSucceed();

    assertThat(results.values()).extracting(Result::getAttempts).containsOnly(1);
    assertThat(begun(batch)).as("nothing runs twice").hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void aRollingRestartOfAllWorkersFailsNothingAndStallsNothing() {
    var plan = pool.plan().concurrency(4);
    List<SluiceProcess> workers = new ArrayList<>();
    IntStream.range(0, 3).forEach(i -> workers.add(pool.starting("old-" + i, plan)));
    workers.forEach(each -> each.awaitSaid("worker is running"));

    Load load = pool.load(50);
    for (int i = 0; i < workers.size(); i++) {
      workers.get(i).terminate();
      assertThat(workers.get(i).exitCode()).isZero();
      pool.worker("new-" + i, plan);
    }
    Load.Recorded recorded = load.end();

    assertThat(recorded.longestStall()).isLessThan(LONGEST_STALL);
    assertThat(recorded.allSucceeded())
        .extracting(Result::getAttempts)
        .as("a restart uses no attempt up")
        .containsOnly(1);
  }

  /** Some rounds; {@code -Dsluice.slow=true}: for five minutes. Every other leaves unasked. */
  @Test
  void workersThatKeepComingAndGoingDoNotStopTheWork() {
    var plan = pool.plan().concurrency(4);
    pool.worker("steady", plan);
    Load load = pool.load(50);
    Instant end = Instant.now().plus(Slow.asked() ? Duration.ofMinutes(5) : Duration.ofSeconds(20));
    for (int i = 0; Instant.now().isBefore(end) || i < 4; i++) {
      SluiceProcess guest = pool.worker("guest-" + i, plan);
      pool.batch().work(20, 10).submit().awaitEnded(1);
      if (i % 2 == 0) {
        guest.terminate();
        assertThat(guest.exitCode()).isZero();
      } else {
        guest.kill();
      }
    }

    Load.Recorded recorded = load.end();
    recorded.allSucceeded();
    assertThat(recorded.longestStall()).isLessThan(LONGEST_STALL);
  }

  /** 4,000 tasks; {@code -Dsluice.slow=true}: 50,000. */
  @Test
  void fromTwoWorkersToOneToThreeEachTaskHasOneResultAndNothingStalls() {
    int tasks = Slow.asked() ? 50_000 : 4_000;
    WorkerPlan plan = pool.plan().concurrency(8);
    SluiceProcess leaving = pool.starting("leaving", plan);
    pool.worker("staying", plan);
    leaving.awaitSaid("worker is running");

    SubmittedBatch batch = pool.batch().work(tasks, 30).submit().awaitEnded(tasks / 4);
    leaving.terminate();
    assertThat(leaving.exitCode()).isZero();
    batch.awaitEnded(tasks / 2);
    pool.starting("third", plan);
    pool.starting("fourth", plan);
    Map<String, Result> results = batch.allSucceed(Duration.ofMinutes(8));

    assertThat(results).hasSize(tasks);
    assertThat(batch.longestStall()).isLessThan(LONGEST_STALL);
    assertThat(results.values()).extracting(Result::getWorker).contains("leaving", "staying");
    if (transport == Kind.SHARE) { // in a consumer group two partitions have two owners at most
      assertThat(results.values()).extracting(Result::getWorker).contains("third", "fourth");
    }
    // Partitions move when one leaves and when others join; what ran then may begin anew.
    assertThat(begun(batch)).as("tasks that were begun").hasSizeBetween(tasks, tasks + 2 * 8);
  }

  @Test
  void moreWorkersThanPartitionsAllWorkOrSayThatTheyAreIdle() {
    List<String> workers = IntStream.range(0, Site.PARTITIONS * 2).mapToObj(i -> "w" + i).toList();
    workers.forEach(each -> pool.starting(each, pool.plan().concurrency(1)));
    var described = pool.batch();
    List<String> tasks = IntStream.range(0, workers.size()).mapToObj(i -> "gate-" + i).toList();
    tasks.forEach(task -> described.task(task, "gate"));
    SubmittedBatch batch = described.submit();

    if (transport == Kind.SHARE) {
      tasks.forEach(task -> batch.awaitBegun(task, 1));
      assertThat(pool.diary().entries())
          .extracting(Diary.Entry::worker)
          .as("all at the same time")
          .containsExactlyInAnyOrderElementsOf(workers);
    } else {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            assertThat(workers)
                .filteredOn(each -> idle(each))
                .as("workers that say they have no partition")
                .hasSize(workers.size() - Site.PARTITIONS);
          });
      assertThat(pool.diary().entries())
          .extracting(Diary.Entry::worker)
          .noneMatch(each -> idle(each));
    }
    tasks.forEach(pool.diary()::open);
    batch.allSucceed();
  }

  private boolean idle(String worker) {
    return pool.heartbeat(worker).filter(each -> each.getPartitions().isEmpty()).isPresent();
  }

  private List<String> begun(SubmittedBatch batch) {
    return pool.diary().entries().stream()
        .filter(each -> each.what().equals("begun") && each.batch().equals(batch.id()))
        .map(Diary.Entry::task)
        .toList();
  }
}
