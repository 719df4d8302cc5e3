package dev.sluice.worker.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.Content;
import dev.sluice.records.RetryPolicy;
import dev.sluice.worker.Releases;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HeadwayTest extends ExecutionFixture {

  private final CountDownLatch said = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  private interface Saying {
    void to(TaskContext context);
  }

  /** What a heartbeat shows while the handler has said this. */
  private RunningAttempt whileRunning(Saying saying) throws Exception {
    var execution =
        execution(
            Releases.of("t", "test"),
            context -> {
              saying.to(context);
              said.countDown();
              goOn.await();
              return Content.EMPTY;
            });
    execution.start();
    assertThat(said.await(10, TimeUnit.SECONDS)).isTrue();
    RunningAttempt running = execution.running().orElseThrow();
    goOn.countDown();
    ended(execution);
    return running;
  }

  private static String text(ByteBuffer buffer) {
    return new TaskData("", buffer).text();
  }

  @Test
  void theLastThingSaidIsShown() throws Exception {
    var running =
        whileRunning(context -> {
          for (int i = 0; i < 1_000_000; i++) {
            context.progress(i / 20_000.0, "row " + i);
          }
          context.heartbeat(Map.of("row", 7));
        });
    assertThat(running.progress()).isEqualTo(49);
    assertThat(running.note()).isEqualTo("row 999999");
    assertThat(text(running.details())).isEqualTo("{\"row\":7}");
    assertThat(running.type()).isEqualTo("test");
  }

  @Test
  void whoSaysNothingHasNoProgress() throws Exception {
    var running = whileRunning(context -> {});
    assertThat(running.progress()).isEqualTo(-1);
    assertThat(running.note()).isNull();
    assertThat(running.details()).isNull();
  }

  @Test
  void numbersThatAreNoPercentageAreTakenToTheNearestOne() throws Exception {
    var headway = new Headway(new Details(null));
    headway.progress(-1, null);
    assertThat(headway.progress().percent()).isZero();
    headway.progress(100.000001, null);
    assertThat(headway.progress().percent()).isEqualTo(100);
    headway.progress(99.99, null);
    assertThat(headway.progress().percent()).isEqualTo(99);
    headway.progress(0.0 / 0.0, "n".repeat(300));
    assertThat(headway.progress().percent()).isEqualTo(-1);
    assertThat(headway.progress().note()).hasSize(200).endsWith("n…");
  }

  @Test
  void theNextAttemptFindsTheDetailsOfTheLast() throws Exception {
    List<String> found = new ArrayList<>();
    var execution =
        execution(
            Releases.of("t", "test")
                .setDetails(ByteBuffer.wrap("earlier worker".getBytes(UTF_8)))
                .setRetry(retry(RetryPolicy.FIXED, 2, false)),
            context -> {
              found.add(context.lastDetails().map(TaskData::text).orElse("none"));
              context.heartbeat(("attempt " + context.attempt()).getBytes(UTF_8));
              if (context.attempt() == 2) {
                context.heartbeat(new byte[0]);
              }
              throw new IllegalStateException();
            });
    execution.start();
    for (int wait = 1; wait <= 2; wait++) {
      untilTimersWait(1_000L);
      timers.pass(1_000);
    }
    ended(execution);
    assertThat(found).containsExactly("earlier worker", "attempt 1", "none");
    assertThat(execution.details()).map(HeadwayTest::text).contains("attempt 3");
  }

  @Test
  void detailsAreCopiedAndBounded() throws Exception {
    byte[] mine = {'a'};
    var running =
        whileRunning(context -> {
          context.heartbeat(mine);
          mine[0] = 'b';
          assertThatThrownBy(() -> context.heartbeat(new byte[Limits.DETAILS_BYTES + 1]))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("16385 bytes, the limit is 16384");
        });
    assertThat(text(running.details())).isEqualTo("a");
  }

  @Test
  void aHandlerThatWasGivenUpHasNoSayForTheNextAttempt() throws Exception {
    var ended = new CountDownLatch(1);
    var execution =
        execution(
            Releases.of("t", "test").setTimeoutMs(100),
            context -> {
              context.heartbeat("in time".getBytes(UTF_8));
              said.countDown();
              while (true) {
                try {
                  goOn.await();
                  break;
                } catch (InterruptedException e) {
                  continue; // as a bad handler does
                }
              }
              context.heartbeat("too late".getBytes(UTF_8));
              ended.countDown();
              return Content.EMPTY;
            });
    execution.start();
    assertThat(said.await(10, TimeUnit.SECONDS)).isTrue();
    timers.pass(100);
    timers.pass(500);
    ended(execution);
    assertThat(abandoned.count()).isEqualTo(1);
    goOn.countDown();
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(execution.details()).map(HeadwayTest::text).contains("in time");
    await().until(() -> abandoned.count() == 0);
  }
}
