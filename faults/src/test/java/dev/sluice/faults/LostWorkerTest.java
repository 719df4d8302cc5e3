package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.faults.handler.Diary;
import dev.sluice.faults.site.Pool;
import dev.sluice.faults.site.Site;
import dev.sluice.faults.site.SluiceProcess;
import dev.sluice.faults.site.SubmittedBatch;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import dev.sluice.worker.TransportChoice.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that are killed, asked to end or stopped in the middle of tasks: F01, F02, F03. */
@OverTransports
@Timeout(180)
class LostWorkerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOCK = Duration.ofSeconds(3);

  private final Pool pool;

  LostWorkerTest(Kind transport, Site site) {
    pool = site.pool(transport);
  }

  @AfterEach
  void end() throws Exception {
    pool.close();
  }

  @Test
  void tasksOfAKilledWorkerRunOnceMoreAndEndOnce() {
    SluiceProcess victim = pool.worker("victim", pool.plan().concurrency(3));
    var batch = pool.batch().task("a", "gate").task("b", "gate").task("c", "gate").submit();
    List.of("a", "b", "c").forEach(task -> batch.awaitBegun(task, 1));
    pool.worker("survivor", pool.plan().concurrency(3));

    victim.kill();
    List.of("a", "b", "c").forEach(task -> batch.awaitBegun(task, 2));
    List.of("a", "b", "c").forEach(pool.diary()::open);

    Map<String, Result> results = batch.allSucceed();
    assertThat(results.values()).extracting(Result::getWorker).containsOnly("survivor");
    assertThat(results.values())
        .as("a run that was lost with its worker is no attempt")
        .extracting(Result::getAttempts)
        .containsOnly(1);
    assertThat(List.of("a", "b", "c"))
        .allSatisfy(task -> assertThat(pool.diary().begun(task)).isEqualTo(2));
  }

  /**
   * With a lock of a minute: whatever is begun by the other worker sooner was handed back to it.
   */
  @Test
  void aWorkerThatIsAskedToEndTakesNothingMoreHandsBackAndEndsInTime() {
    var plan = pool.plan().lock("60s").drainGrace("2s").concurrency(4);
    SluiceProcess leaving = pool.worker("leaving", plan);
    var batch = pool.batch().task("done", "gate").task("long", "gate").task("deaf", "deaf");
    var first = batch.submit();
    List.of("done", "long", "deaf").forEach(task -> first.awaitBegun(task, 1));
    pool.worker("staying", plan);

    leaving.terminate();
    Instant asked = Instant.now();
    pool.awaitLeaving("leaving");
    SubmittedBatch second = pool.batch().work(20, 1).submit();
    pool.diary().open("done@leaving");
    int code = leaving.exitCode();
    Duration took = Duration.between(asked, Instant.now());
    first.awaitBegun("long", 2).awaitBegun("deaf", 2);
    Duration again = Duration.between(asked, Instant.now());
    List.of("long", "deaf").forEach(pool.diary()::open);

    assertThat(code).as("exit code of %s", leaving).isZero();
    assertThat(took).isLessThan(Duration.ofSeconds(4));
    assertThat(again).as("no lease is waited for").isLessThan(Duration.ofSeconds(15));
    Map<String, Result> results = first.allSucceed();
    assertThat(results.get("done").getWorker()).isEqualTo("leaving");
    assertThat(results.get("long").getWorker()).isEqualTo("staying");
    assertThat(results.get("deaf").getWorker()).isEqualTo("staying");
    assertThat(results.values()).extracting(Result::getAttempts).containsOnly(1);
    assertThat(second.allSucceed().values())
        .as("what is submitted after the signal")
        .extracting(Result::getWorker)
        .containsOnly("staying");
    assertThat(pool.site().reports(first.id(), "long"))
        .extracting(Report::getReason)
        .as("what is no lost worker says so")
        .contains("HANDED_BACK");
  }

  @Test
  void aZombieHearsThatItsTaskIsLostAndItsLateReportIsIgnored() {
    var plan = pool.plan().lock("3s").concurrency(2);
    SluiceProcess zombie = pool.worker("zombie", plan);
    var batch = pool.batch().task("heard", "gate").task("late", "deaf").submit();
    List.of("heard", "late").forEach(task -> batch.awaitBegun(task, 1));
    pool.worker("other", plan);

    zombie.pause();
    Slow.waitFor(LOCK.multipliedBy(2), LOCK.multipliedBy(2));
    List.of("heard", "late").forEach(task -> batch.awaitBegun(task, 2));
    List.of("heard@other", "late@other").forEach(pool.diary()::open);
    Map<String, Result> results = batch.allSucceed();
    zombie.goOn();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(pool.diary().of("interrupted", "heard"))
              .extracting(Diary.Entry::worker)
              .containsExactly("zombie");
        });
    pool.diary().open("late");
    await().atMost(PATIENCE).until(() -> pool.diary().of("ended", "late").size() == 2);

    assertThat(pool.batch().work(100, 20).submit().allSucceed().values())
        .as("the zombie serves on")
        .extracting(Result::getWorker)
        .contains("zombie");
    assertThat(batch.allSucceed().values()).extracting(Result::getWorker).containsOnly("other");
    assertThat(results.values()).extracting(Result::getStatus).containsOnly(TaskStatus.SUCCEEDED);
  }
}
