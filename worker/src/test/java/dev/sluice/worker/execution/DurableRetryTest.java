package dev.sluice.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.worker.Releases;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which retries wait in the worker and which are left to the scheduler. */
@Timeout(20)
class DurableRetryTest extends ExecutionFixture {

  private static final Body FAILS =
      context -> {
        throw new IllegalStateException("attempt " + context.attempt());
      };

  private static Ending ending(Execution execution) throws Exception {
    return execution.ending().get(10, TimeUnit.SECONDS);
  }

  private static Retry atOnce(int most) {
    return Retry.newBuilder(retry(RetryPolicy.FIXED, most, false)).setDelayMs(0).build();
  }

  @Test
  void aRetryThatIsDueAfterTheInlineLimitEndsTheExecutionAndFreesTheSlot() throws Exception {
    inlineLimit = Duration.ofSeconds(3);
    var release = Releases.of("t", "test").setRetry(retry(RetryPolicy.EXPONENTIAL, 5, false));
    var execution = execution(release, FAILS);
    execution.start();
    for (long inline : new long[] {1_000, 2_000}) {
      untilTimersWait(inline);
      assertThat(execution.ending()).isNotDone();
      assertThat(slots.running()).isZero();
      timers.pass(inline);
    }
    var postponed = (Ending.Postponed) ending(execution);
    assertThat(postponed.retryIn()).isEqualTo(Duration.ofSeconds(4));
    assertThat(postponed.last().status()).isEqualTo(TaskStatus.FAILED);
    assertThat(postponed.last().error().message()).isEqualTo("attempt 3");
    assertThat(postponed.run().attempts())
        .extracting(AttemptLog.Entry::number)
        .containsExactly(1, 2, 3);
    await().until(() -> slots.running() == 0);
    timers.pass(3_600_000);
    assertThat(calls).as("attempts in this worker").hasValue(3);
  }

  @Test
  void aDelayOfExactlyTheLimitWaitsHere() {
    inlineLimit = Duration.ofSeconds(1);
    var release = Releases.of("t", "test").setRetry(retry(RetryPolicy.FIXED, 1, false));
    var execution = execution(release, FAILS);
    execution.start();
    untilTimersWait(1_000L);
    assertThat(execution.ending()).isNotDone();
  }

  @Test
  void aLimitOfZeroLeavesEvenARetryWithoutDelayToTheScheduler() throws Exception {
    inlineLimit = Duration.ZERO;
    var release = Releases.of("t", "test").setRetry(atOnce(1));
    var execution = execution(release, FAILS);
    execution.start();
    assertThat(((Ending.Postponed) ending(execution)).retryIn()).isZero();
    assertThat(calls).hasValue(1);
  }

  @Test
  void aRetryWithoutDelayIsMadeAtOnce() throws Exception {
    var release = Releases.of("t", "test").setRetry(atOnce(2));
    var execution = execution(release, FAILS);
    execution.start();
    await()
        .until(() -> {
          timers.pass(1);
          return execution.ending().isDone();
        });
    assertThat(ended(execution).run().attempts()).hasSize(3);
  }

  @Test
  void attemptNumbersGoOnOverReleasesAndEndWithThePlan() throws Exception {
    inlineLimit = Duration.ZERO;
    var plan = retry(RetryPolicy.FIXED, 2, false);
    for (int base = 0; base < 2; base++) {
      var execution =
          execution(Releases.of("t", "test").setAttemptBase(base).setRetry(plan), FAILS);
      execution.start();
      var postponed = (Ending.Postponed) ending(execution);
      assertThat(postponed.run().attempts())
          .extracting(AttemptLog.Entry::number)
          .containsExactly(base + 1);
    }
    var last = execution(Releases.of("t", "test").setAttemptBase(2).setRetry(plan), FAILS);
    last.start();
    assertThat(ended(last).error().message()).isEqualTo("attempt 3");
    var over = execution(Releases.of("t", "test").setAttemptBase(7).setRetry(plan), FAILS);
    over.start();
    assertThat(ended(over).status()).as("no retry where there is none left").isNotNull();
    assertThat(calls).hasValue(4);
  }

  @Test
  void aTimeoutThatIsRepeatedMayBePostponedToo() throws Exception {
    inlineLimit = Duration.ZERO;
    var release =
        Releases.of("t", "test").setTimeoutMs(200).setRetry(retry(RetryPolicy.FIXED, 3, true));
    var execution =
        execution(
            release,
            context -> {
              new CountDownLatch(1).await();
              return Content.EMPTY;
            });
    execution.start();
    untilTimersWait(200L);
    timers.pass(200);
    var postponed = (Ending.Postponed) ending(execution);
    assertThat(postponed.last().status()).isEqualTo(TaskStatus.TIMED_OUT);
    assertThat(postponed.retryIn()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatWaitsForARetryWhenTheWorkerLeavesIsPostponedByTheRestOfItsWait() throws Exception {
    var release = Releases.of("t", "test").setRetry(retry(RetryPolicy.LINEAR, 3, false));
    var execution = execution(release, FAILS);
    execution.start();
    untilTimersWait(1_000L);
    timers.pass(1_000);
    untilTimersWait(2_000L);
    timers.pass(500);
    execution.leave("bye");
    var postponed = (Ending.Postponed) ending(execution);
    assertThat(postponed.retryIn()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(postponed.run().attempts()).hasSize(2);
    timers.pass(10_000);
    assertThat(calls).as("no attempt after that").hasValue(2);
  }

  @Test
  void anAttemptThatFailsWhileTheWorkerLeavesIsNotRepeatedHere() throws Exception {
    var begun = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    var release = Releases.of("t", "test").setRetry(retry(RetryPolicy.FIXED, 3, false));
    var execution =
        execution(
            release,
            context -> {
              begun.countDown();
              gate.await();
              throw new IllegalStateException();
            });
    execution.start();
    begun.await();
    execution.leave("bye");
    assertThat(execution.ending()).as("what runs may go on").isNotDone();
    gate.countDown();
    assertThat(((Ending.Postponed) ending(execution)).retryIn()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aCancelBeatsARetry() throws Exception {
    inlineLimit = Duration.ofHours(1);
    var release = Releases.of("t", "test").setRetry(retry(RetryPolicy.FIXED, 3, false));
    var execution = execution(release, FAILS);
    execution.start();
    untilTimersWait(1_000L);
    execution.stop(StopCause.CANCEL, "enough");
    assertThat(ended(execution).status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(ended(execution).run().attempts()).hasSize(1);
  }
}
