package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.faults.site.Pool;
import dev.sluice.faults.site.Site;
import dev.sluice.faults.site.Supervisor;
import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import dev.sluice.worker.TransportChoice.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A task that ends each process that it runs in, among others that run in the same processes: F06,
 * F07.
 */
@OverTransports
@Timeout(240)
class PoisonTaskTest {

  private static final int OTHERS = 12;

  private final Pool pool;

  PoisonTaskTest(Kind transport, Site site) {
    pool = site.pool(transport);
  }

  @AfterEach
  void end() throws Exception {
    pool.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "exit", "halt"})
  void aTaskThatEndsThreeWorkersFailsAndTakesNoOtherTaskAlong(String how) {
    var plan = pool.plan().concurrency(4).jvm("-XX:+ExitOnOutOfMemoryError").jvm("-Xmx160m");
    Supervisor first = pool.supervised("one", plan);
    Supervisor second = pool.supervised("two", plan);
    var batch = pool.batch().task("poison", "fatal", Map.of("how", how, "ms", 500));
    batch.work(OTHERS, 1_500);
    Map<String, Result> results = batch.submit().results();

    Result poison = results.remove("poison");
    assertThat(poison.getStatus()).isEqualTo(TaskStatus.FAILED);
    assertThat(poison.getReason()).isEqualTo("WORKER_LOST");
    assertThat(pool.diary().begun("poison")).as("workers that it had").isEqualTo(3);
    assertThat(first.ends() + second.ends()).as("workers that ended").isEqualTo(3);
    assertThat(results.values())
        .extracting(each -> each.getTaskId() + " " + each.getStatus() + " " + each.getReason())
        .as("the others")
        .allMatch(each -> each.endsWith(" SUCCEEDED null"));
    assertThat(pool.site().deadLetters(poison.getBatchId()))
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.key()).endsWith("/poison");
          assertThat(letter.headers().lastHeader("sluice-reason").value())
              .asString(StandardCharsets.UTF_8)
              .isEqualTo("WORKER_LOST");
        });
    pool.batch().work(10, 5).submit().allSucceed();
  }
}
