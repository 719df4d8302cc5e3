package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.faults.site.Pool;
import dev.sluice.faults.site.Site;
import dev.sluice.faults.site.SluiceProcess;
import dev.sluice.records.Result;
import dev.sluice.worker.WorkerKeys.Transport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that are killed, asked to end or stopped in the middle of tasks: F01, F02, F03. */
@OverTransports
@Timeout(180)
class LostWorkerTest {


  private final Pool pool;

  LostWorkerTest(Transport transport, Site site) {
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
}
