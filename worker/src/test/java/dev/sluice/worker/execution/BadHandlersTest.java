package dev.sluice.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.worker.Releases;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handlers at their worst: they cost their own task, and the slots that they keep. */
@Timeout(30)
class BadHandlersTest extends ExecutionFixture {

  private static final int SLOTS = 4;

  private static int endless(int depth) {
    return depth < 0 ? 0 : 1 + endless(depth + 1);
  }

  /** Can't be loaded, and the second time can't be found. */
  private static final class Unloadable {
    static final int NUMBER = Integer.parseInt("no number");
  }

  @Test
  void errorsOfEveryKindCostOneAttemptEachAndNoSlot() throws Exception {
    List<Body> bodies =
        List.of(
            context -> new Content(new byte[endless(0)], Content.JSON),
            context -> new Content(new byte[Unloadable.NUMBER], Content.JSON),
            context -> {
              throw new ThreadDeath();
            },
            context -> {
              throw new AssertionError("no");
            },
            context -> null);
    for (int round = 0; round < 20; round++) {
      for (Body body : bodies) {
        var execution = execution(Releases.of("t", "test"), body);
        execution.start();
        var ended = ended(execution);
        assertThat(ended.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(ended.code()).isEqualTo(FailureCode.HANDLER_ERROR);
      }
    }
    await().until(() -> slots.running() == 0);
    var good = execution(Releases.of("t", "test"), context -> Content.EMPTY);
    good.start();
    assertThat(ended(good).status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(fatal).hasNullValue();
  }

  @Test
  void handlersThatHangAndIgnoreInterruptsKeepTheirSlotsAndTheRestGoesOn() throws Exception {
    slots = slots(SLOTS);
    var hanging = new CountDownLatch(SLOTS - 1);
    var release = new CountDownLatch(1);
    List<Execution> stuck = new ArrayList<>();
    for (int i = 0; i < SLOTS - 1; i++) {
      stuck.add(
          execution(
              Releases.of("stuck-" + i, "test").setTimeoutMs(100),
              context -> {
                hanging.countDown();
                while (release.getCount() > 0) {
                  try {
                    release.await();
                  } catch (InterruptedException e) {
                    continue; // as a bad handler does
                  }
                }
                return Content.EMPTY;
              }));
    }
    stuck.forEach(Execution::start);
    hanging.await();
    timers.pass(100);
    timers.pass(500);
    for (Execution each : stuck) {
      assertThat(ended(each).status()).isEqualTo(TaskStatus.TIMED_OUT);
    }
    assertThat(abandoned.count()).isEqualTo(SLOTS - 1);
    assertThat(slots.room()).isEqualTo(1);

    var atOnce = new AtomicInteger();
    var most = new AtomicInteger();
    List<Execution> others = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      var other =
          execution(
              Releases.of("t" + i, "test"),
              context -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                atOnce.decrementAndGet();
                return Content.EMPTY;
              });
      other.start();
      others.add(other);
    }
    for (Execution each : others) {
      assertThat(ended(each).status()).isEqualTo(TaskStatus.SUCCEEDED);
    }
    assertThat(most).hasValue(1);

    release.countDown();
    await().until(() -> abandoned.count() == 0 && slots.room() == SLOTS);
  }
}
