package dev.sluice.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.RetryPolicy;
import dev.sluice.worker.Releases;
import dev.sluice.worker.gate.GateTerms;
import dev.sluice.worker.gate.Gates;
import dev.sluice.worker.gate.RateTerms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of an execution whose worker goes away. */
@Timeout(20)
class HandBackTest extends ExecutionFixture {

  private static Ending ending(Execution execution) throws Exception {
    return execution.ending().get(10, TimeUnit.SECONDS);
  }

  @Test
  void anAttemptThatIsBrokenOffIsHandedBackAndDoesNotCount() throws Exception {
    var begun = new CountDownLatch(2);
    var release = Releases.of("t", "test").setRetry(retry(RetryPolicy.FIXED, 3, false));
    var execution =
        execution(
            release,
            context -> {
              begun.countDown();
              if (context.attempt() == 1) {
                throw new IllegalStateException("first");
              }
              new CountDownLatch(1).await();
              return Content.EMPTY;
            });
    execution.start();
    untilTimersWait(1_000L);
    timers.pass(1_000);
    begun.await();
    execution.stop(StopCause.DRAIN, "bye");
    assertThat(ending(execution)).isInstanceOf(Ending.HandedBack.class);
    assertThat(ending(execution).run().attempts())
        .as("the one that failed counts, the one that was broken off does not")
        .extracting(AttemptLog.Entry::number)
        .containsExactly(1);
  }

  @Test
  void whatHasNotBegunIsHandedBackAtOnceAndWhatRunsMayGoOn() throws Exception {
    var begun = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    Body waits =
        context -> {
          begun.countDown();
          gate.await();
          return Content.EMPTY;
        };
    var running = execution(Releases.of("running", "test"), waits);
    running.start();
    begun.await();
    var waiting = execution(Releases.of("waiting", "test"), waits);
    waiting.start();
    var fresh = execution(Releases.of("fresh", "test"), waits);
    for (Execution each : List.of(running, waiting, fresh)) {
      each.leave("bye");
    }
    fresh.start();
    assertThat(ending(waiting)).isInstanceOf(Ending.HandedBack.class);
    assertThat(ending(fresh)).isInstanceOf(Ending.HandedBack.class);
    assertThat(ending(fresh).run().attempts()).isEmpty();
    assertThat(running.ending()).isNotDone();
    gate.countDown();
    assertThat(ended(running).status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(calls).hasValue(1);
  }

  @Test
  void workThatWasDoneWhenTheInterruptCameCounts() throws Exception {
    var begun = new CountDownLatch(1);
    var output = new Content(new byte[] {1}, "x/y");
    var execution =
        execution(
            Releases.of("t", "test"),
            context -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                return output; // the last step was done in spite of it
              }
              return Content.EMPTY;
            });
    execution.start();
    begun.await();
    execution.stop(StopCause.DRAIN, "bye");
    assertThat(ended(execution).status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(ended(execution).output()).isEqualTo(output);
  }

  @Test
  void aSuccessAfterTheHandBackIsTooLate() throws Exception {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var execution =
        execution(
            Releases.of("t", "test"),
            context -> {
              begun.countDown();
              while (end.getCount() > 0) {
                try {
                  end.await();
                } catch (InterruptedException e) {
                  // as a handler that knows nothing of interrupts
                }
              }
              return Content.EMPTY;
            });
    execution.start();
    begun.await();
    execution.stop(StopCause.DRAIN, "bye");
    timers.pass(500);
    assertThat(ending(execution)).isInstanceOf(Ending.HandedBack.class);
    end.countDown();
    while (slots.running() > 0) {
      Thread.onSpinWait();
    }
    assertThat(ending(execution)).isInstanceOf(Ending.HandedBack.class);
  }

  @Test
  void aSuccessThatMeetsTheHandBackEndsAsOneOfTheTwo() throws Exception {
    int handedBack = 0;
    for (int round = 0; round < 2_000; round++) {
      slots = slots(1);
      var begun = new CountDownLatch(1);
      var execution =
          execution(
              Releases.of("t", "test"),
              context -> {
                begun.countDown();
                return Content.EMPTY;
              });
      execution.start();
      if (round % 2 == 0) {
        begun.await();
      }
      execution.stop(StopCause.DRAIN, "bye");
      if (ending(execution) instanceof Ending.Ended ended) {
        assertThat(ended.status()).isEqualTo(TaskStatus.SUCCEEDED);
      } else {
        assertThat(ending(execution)).isInstanceOf(Ending.HandedBack.class);
        handedBack++;
      }
    }
    assertThat(handedBack).isBetween(1, 1_999);
  }

  @Test
  void whatItsTypeDoesNotLetBeginIsHandedBackForAWhileAndBurnsNoAttempt() throws Exception {
    slots =
        new Slots(
            Capacity.fixed(1),
            new Gates(oneAMinute(), timers::nanos, () -> false),
            job -> Thread.ofVirtual().start(job),
            new RunTimes(timers::nanos),
            timers,
            () -> {});
    var release = Releases.of("t", "test").setRetry(retry(RetryPolicy.FIXED, 3, false));
    execution(release, context -> Content.EMPTY).start();
    await().until(() -> calls.get() == 1 && slots.running() == 0);
    var second = execution(release, context -> Content.EMPTY);
    second.start();
    await().until(() -> slots.types().get(0).waitsForRate());
    timers.pass(250);
    var back = (Ending.HandedBack) ending(second);
    assertThat(back.after()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(75));
    assertThat(back.run().attempts()).isEmpty();
    assertThat(calls).hasValue(1);
  }

  private static GateTerms oneAMinute() {
    return new GateTerms(
        Map.of(),
        Map.of("test", new RateTerms(1, Duration.ofMinutes(1))),
        Map.of(),
        Duration.ofSeconds(1),
        null);
  }
}
