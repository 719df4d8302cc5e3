package dev.sluice.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.worker.Releases;
import dev.sluice.worker.handler.NonRetryableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ExecutionTest extends ExecutionFixture {

  @Test
  void anAttemptThatIsStoppedJustBeforeItBeginsEndsOnce() throws Exception {
    var threads = new ArrayList<Runnable>(); // have their slots, and do not run yet
    slots = new Slots(1, threads::add, new RunTimes(timers::nanos), () -> {});
    var execution = execution(Releases.of("t", "test"), context -> Content.EMPTY);
    execution.start();
    execution.stop(StopCause.CANCEL, "enough");
    threads.get(0).run();
    assertThat(ended(execution).status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(ended(execution).run().attempts()).isEmpty();
    assertThat(calls).hasValue(0);
  }

  @Test
  void aStopThatMeetsTheBeginningEndsTheAttemptAllTheSame() throws Exception {
    for (int round = 0; round < 3_000; round++) {
      slots = slots(1);
      var execution = execution(Releases.of("t", "test"), context -> Content.EMPTY);
      execution.start();
      execution.stop(StopCause.CANCEL, "enough");
      ended(execution);
    }
  }

  @Test
  void aCancelActionThatBlocksHoldsUpNeitherTheInterruptNorTheGraceTime() throws Exception {
    var begun = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    var execution =
        execution(
            Releases.of("t", "test").setTimeoutMs(100),
            context -> {
              context.onCancel(() -> {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
              begun.countDown();
              never.await();
              return Content.EMPTY;
            });
    execution.start();
    begun.await();
    timers.pass(100);
    assertThat(ended(execution).status()).isEqualTo(TaskStatus.TIMED_OUT);
    never.countDown();
  }

  @Test
  void theMessagesOfManyAttemptsAreBoundedTogether() {
    var log = new AttemptLog();
    var error = new TaskError("x", "m".repeat(8_000), true);
    for (int number = 1; number <= 1_000; number++) {
      log.add(
          new AttemptLog.Entry(
              number, 1, 2, new AttemptOutcome.Failed(FailureCode.HANDLER_ERROR, error)));
    }
    int chars =
        log.entries().stream()
            .mapToInt(each -> ((AttemptOutcome.Failed) each.outcome()).error().message().length())
            .sum();
    assertThat(chars).isBetween(60_000, 64 * 1024 + 50 * 200);
  }

  @Test
  void aTaskThatReturnsSucceedsWithItsOutput() throws Exception {
    var output = new Content(new byte[] {1}, "x/y");
    var execution = execution(Releases.of("t", "test"), context -> output);
    execution.start();
    assertThat(ended(execution).status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(ended(execution).output()).isEqualTo(output);
    assertThat(ended(execution).run().attempts()).hasSize(1);
  }

  @Test
  void aFailedAttemptIsRepeatedAfterTheDelaysOfItsPlan() throws Exception {
    var release = Releases.of("t", "test").setRetry(retry(RetryPolicy.EXPONENTIAL, 3, false));
    var execution =
        execution(
            release,
            context -> {
              if (context.attempt() < 4) {
                throw new IllegalStateException("no " + context.attempt());
              }
              return Content.EMPTY;
            });
    execution.start();
    for (long delay : new long[] {1_000, 2_000, 4_000}) {
      untilTimersWait(delay);
      assertThat(slots.running()).as("a retry's wait takes no slot").isZero();
      timers.pass(delay - 1);
      assertThat(timers.waitingMillis()).containsExactly(1L);
      timers.pass(1);
    }
    assertThat(ended(execution).status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(ended(execution).run().attempts())
        .extracting(AttemptLog.Entry::number)
        .containsExactly(1, 2, 3, 4);
    assertThat(ended(execution).run().startedAt())
        .as("the waits for retries are no time of a run")
        .isEqualTo(ended(execution).run().attempts().getLast().startedAt())
        .isGreaterThanOrEqualTo(
            ended(execution).run().attempts().getFirst().startedAt() + 7_000_000);
  }

  @Test
  void attemptsOfEarlierReleasesCountAgainstThePlan() throws Exception {
    var release =
        Releases.of("t", "test").setAttemptBase(2).setRetry(retry(RetryPolicy.LINEAR, 3, false));
    var execution =
        execution(
            release,
            context -> {
              throw new IllegalStateException("attempt " + context.attempt());
            });
    execution.start();
    untilTimersWait(3_000L);
    timers.pass(3_000);
    assertThat(ended(execution).status()).isEqualTo(TaskStatus.FAILED);
    assertThat(ended(execution).error().message()).isEqualTo("attempt 4");
    assertThat(calls).hasValue(2);
  }

  @Test
  void aFailureThatSaysSoIsNotRepeated() throws Exception {
    var release = Releases.of("t", "test").setRetry(retry(RetryPolicy.FIXED, 3, false));
    var execution =
        execution(
            release,
            context -> {
              throw new NonRetryableException("never");
            });
    execution.start();
    assertThat(ended(execution).code()).isEqualTo(FailureCode.HANDLER_ERROR);
    assertThat(calls).hasValue(1);
  }

  @Test
  void whateverAHandlerThrowsFailsTheAttemptAndNotTheWorker() throws Exception {
    for (Throwable thrown :
        List.of(
            new StackOverflowError(),
            new NoClassDefFoundError("gone/Away"),
            new ExceptionInInitializerError("init"),
            new RuntimeException("x".repeat(100_000)))) {
      var execution =
          execution(
              Releases.of("t", "test"),
              context -> {
                throw thrown;
              });
      execution.start();
      assertThat(ended(execution).status()).isEqualTo(TaskStatus.FAILED);
      assertThat(ended(execution).error().type()).isEqualTo(thrown.getClass().getName());
      String message = ended(execution).error().message();
      assertThat(message == null ? 0 : message.length())
          .isLessThanOrEqualTo(Limits.DEFAULT.errorTextChars());
    }
    assertThat(fatal).hasValue(null);
    await().until(() -> slots.running() == 0);
  }

  @Test
  void runningOutOfMemoryIsFatal() {
    var execution =
        execution(
            Releases.of("t", "test"),
            context -> {
              throw new OutOfMemoryError("test");
            });
    execution.start();
    await().untilAsserted(() -> assertThat(fatal.get()).isInstanceOf(OutOfMemoryError.class));
  }

  @Test
  void anAttemptThatRunsTooLongIsInterruptedAndNotRepeated() throws Exception {
    var release =
        Releases.of("t", "test").setTimeoutMs(200).setRetry(retry(RetryPolicy.FIXED, 3, false));
    var cancelled = new CompletableFuture<Boolean>();
    var execution =
        execution(
            release,
            context -> {
              context.onCancel(() -> cancelled.complete(true));
              new CountDownLatch(1).await();
              return Content.EMPTY;
            });
    execution.start();
    untilTimersWait(200L);
    timers.pass(200);
    assertThat(ended(execution).status()).isEqualTo(TaskStatus.TIMED_OUT);
    assertThat(ended(execution).code()).isEqualTo(FailureCode.ATTEMPT_TIMEOUT);
    assertThat(cancelled).isCompletedWithValue(true);
    assertThat(calls).hasValue(1);
    assertThat(abandoned.count()).isZero();
  }

  @Test
  void aTimeoutIsRepeatedWhereTheTaskAsksForIt() throws Exception {
    var release =
        Releases.of("t", "test").setTimeoutMs(200).setRetry(retry(RetryPolicy.FIXED, 3, true));
    var execution =
        execution(
            release,
            context -> {
              if (context.attempt() == 1) {
                new CountDownLatch(1).await();
              }
              return Content.EMPTY;
            });
    execution.start();
    untilTimersWait(200L);
    timers.pass(200);
    await().until(() -> timers.waitingMillis().contains(1_000L));
    timers.pass(1_000);
    assertThat(ended(execution).status()).isEqualTo(TaskStatus.SUCCEEDED);
  }

  @Test
  void aHandlerThatIgnoresInterruptsIsReportedAndKeepsItsSlotUntilItEnds() throws Exception {
    var end = new CountDownLatch(1);
    var execution =
        execution(
            Releases.of("t", "test").setTimeoutMs(200),
            context -> {
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
    untilTimersWait(200L);
    timers.pass(200);
    assertThat(execution.ending()).isNotDone();
    timers.pass(500);
    assertThat(ended(execution).status()).isEqualTo(TaskStatus.TIMED_OUT);
    assertThat(abandoned.count()).isEqualTo(1);
    assertThat(slots.running()).isEqualTo(1);
    end.countDown();
    await().until(() -> slots.running() == 0 && abandoned.count() == 0);
  }

  @Test
  void aCancelEndsWhatRunsWhatWaitsForASlotAndWhatWaitsForARetry() throws Exception {
    slots = slots(2);
    Body waits =
        context -> {
          new CountDownLatch(1).await();
          return Content.EMPTY;
        };
    var retrying =
        execution(
            Releases.of("t", "test").setRetry(retry(RetryPolicy.FIXED, 3, false)),
            context -> {
              throw new IllegalStateException();
            });
    retrying.start();
    untilTimersWait(1_000L);
    var running =
        List.of(
            execution(Releases.of("a", "test"), waits), execution(Releases.of("b", "test"), waits));
    running.forEach(Execution::start);
    await().until(() -> slots.running() == 2);
    var waiting = execution(Releases.of("c", "test"), waits);
    waiting.start();
    for (Execution each : List.of(waiting, retrying, running.get(0), running.get(1))) {
      each.stop(StopCause.CANCEL, "not needed");
      assertThat(ended(each).status()).isEqualTo(TaskStatus.CANCELLED);
      assertThat(ended(each).error().message()).isEqualTo("not needed");
    }
    assertThat(ended(waiting).run().attempts()).isEmpty();
    timers.pass(10_000);
    assertThat(calls).as("no attempt after the cancel").hasValue(3);
  }

  @Test
  void anOutputOverTheLimitFailsTheTask() throws Exception {
    var execution =
        execution(Releases.of("t", "test"), context -> new Content(new byte[1_001], "x"));
    execution.start();
    assertThat(ended(execution).code()).isEqualTo(FailureCode.OUTPUT_TOO_LARGE);
    assertThat(ended(execution).error().message()).contains("1001").contains("1000");
  }

  @Test
  void aTypeThatNobodyServesFailsAtOnce() throws Exception {
    var execution = execution(Releases.of("t", "other"), context -> Content.EMPTY);
    execution.start();
    assertThat(ended(execution).code()).isEqualTo(FailureCode.NO_HANDLER);
    assertThat(ended(execution).error().message()).contains("other").contains("test");
  }

  @Test
  void aTypeThatAnotherWorkerMayServeIsHandedBackForAWhile() throws Exception {
    var execution =
        execution(Releases.of("t", "other").setQueuedAt(1_000), context -> Content.EMPTY);
    execution.start();
    var back = (Ending.HandedBack) execution.ending().get(10, TimeUnit.SECONDS);
    assertThat(back.after()).isEqualTo(Duration.ofSeconds(1));
    assertThat(back.run().attempts()).isEmpty();

    var late = execution(Releases.of("t", "other").setQueuedAt(1_000), context -> Content.EMPTY);
    timers.pass(60_000);
    late.start();
    assertThat(ended(late).code()).isEqualTo(FailureCode.NO_HANDLER);
  }

  @Test
  void aTaskWhoseBatchIsPastItsDeadlineDoesNotStart() throws Exception {
    var execution =
        execution(Releases.of("t", "test").setDeadline(500_000), context -> Content.EMPTY);
    execution.start();
    assertThat(ended(execution).code()).isEqualTo(FailureCode.DEADLINE);
    assertThat(calls).hasValue(0);
  }

  @Test
  void ofManyAttemptsTheFirstAndTheLastAreKept() throws Exception {
    var release =
        Releases.of("t", "test")
            .setRetry(
                Retry.newBuilder()
                    .setPolicy(RetryPolicy.FIXED)
                    .setMaxRetries(99)
                    .setDelayMs(1)
                    .build());
    var execution =
        execution(
            release,
            context -> {
              throw new IllegalStateException();
            });
    execution.start();
    while (!execution.ending().isDone()) {
      timers.pass(1);
      Thread.onSpinWait();
    }
    assertThat(ended(execution).run().attempts()).hasSize(50);
    assertThat(ended(execution).run().attempts().get(24).number()).isEqualTo(25);
    assertThat(ended(execution).run().attempts().get(49).number()).isEqualTo(100);
  }
}
