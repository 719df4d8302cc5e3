package dev.sluice.scheduler.policy;

import static dev.sluice.records.RunIf.ALWAYS;
import static dev.sluice.records.RunIf.FAILURE;
import static dev.sluice.scheduler.policy.BatchStory.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.BatchStatus;
import dev.sluice.records.Mode;
import dev.sluice.records.OnFailure;
import dev.sluice.records.Open;
import dev.sluice.records.Pause;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.records.StartMode;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.TestRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rest of the batch is given up. */
class WithAStopTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;

  private BatchStory story;

  @BeforeEach
  void begin() {
    story = new BatchStory(folder);
  }

  @AfterEach
  void end() {
    story.close();
  }

  /**
   * A task that is done, one that runs, one that will fail, and behind them tasks that wait for a
   * need, for their place in the line and for a time, and some that clean up.
   */
  private BatchStory inFullSwing(Consumer<Open.Builder> options) {
    long later = story.flow.now() + 3_600_000_000L;
    return story
        .opened(open -> {
          open.setExpectedTasks(9L).setMode(Mode.PARALLEL).setMaxParallel(3);
          options.accept(open);
        })
        .submitted(
            task("done"),
            task("runs"),
            task("fails"),
            task("inLine"),
            task("delayed").setNotBefore(later),
            task("waits", "runs"),
            task("next", "fails"),
            task(FAILURE, "repair", "fails"),
            task(ALWAYS, "tidy", "runs", "done"))
        .released("done", "runs", "fails")
        .succeeded("done")
        .released("inLine");
  }

  /** What was given up has ended so, and what was done before is as it was. */
  private BatchStory gaveUp(String reason) {
    story.ended("done", TaskStatus.SUCCEEDED, null);
    assertThat(story.outputOf("done")).isEqualTo("\"done\"");
    for (String id : new String[] {"runs", "inLine", "delayed", "waits"}) {
      story.ended(id, TaskStatus.CANCELLED, reason);
    }
    return story;
  }

  private BatchStory gaveUpAndCleansUp(String reason) {
    gaveUp(reason).interrupted("runs", "inLine").released("repair", "tidy").goesOn();
    return story;
  }

  /**
   * What needs the task that failed is given up like the rest, or skipped as it would have been.
   */
  private void gaveUpTheNext(String reason) {
    assertThat(story.endOf("next"))
        .isIn("CANCELLED(" + reason + ")", "SKIPPED(NEED_NOT_SUCCEEDED)");
  }

  @Test
  @DisplayName("P20 a task failed, onFailure: fail-fast")
  void aTaskFailed() {
    inFullSwing(open -> open.setOnFailure(OnFailure.FAIL_FAST)).failed("fails");
    gaveUpTheNext("FAIL_FAST");
    gaveUpAndCleansUp("FAIL_FAST")
        .succeeded("runs", "inLine")
        .ended("runs", TaskStatus.CANCELLED, "FAIL_FAST")
        .succeeded("tidy")
        .goesOn()
        .succeeded("repair")
        .ended("repair", TaskStatus.SUCCEEDED, null)
        .ended("tidy", TaskStatus.SUCCEEDED, null)
        .closed(BatchStatus.FAILED, "FAIL_FAST");
    assertThat(story.flow.counts().of("ignored-already-ended")).isEqualTo(2);
  }

  @Test
  @DisplayName("P20 a clean-up task whose runIf does not agree is skipped")
  void aCleanUpTaskWhoseConditionDoesNotHoldIsSkipped() {
    story
        .opened(open -> open.setExpectedTasks(4L).setOnFailure(OnFailure.FAIL_FAST))
        .submitted(
            task("good"), task("bad"), task(FAILURE, "undo", "good"), task(ALWAYS, "log", "good"))
        .released("good", "bad")
        .succeeded("good")
        .ended("undo", TaskStatus.SKIPPED, "NO_NEED_FAILED")
        .released("log")
        .failed("bad")
        .interrupted()
        .goesOn()
        .succeeded("log")
        .closed(BatchStatus.FAILED, "FAIL_FAST");
  }

  @Test
  @DisplayName("P20 a task that waits for its retry ends without running")
  void aTaskThatWaitsForItsRetryEndsWithoutRunning() {
    Retry retry = Retry.newBuilder().setPolicy(RetryPolicy.FIXED).setMaxRetries(5).build();
    story
        .opened(open -> open.setExpectedTasks(2L).setOnFailure(OnFailure.FAIL_FAST))
        .submitted(task("again").setRetry(retry), task("bad"))
        .released("again", "bad");
    story.flow.report(
        TestRecords.reported(story.release("again"), TaskStatus.FAILED).setRetryInMs(60_000));
    story
        .waiting("again")
        .failed("bad")
        .ended("again", TaskStatus.CANCELLED, "FAIL_FAST")
        .passed(MINUTE)
        .closed(BatchStatus.FAILED, "FAIL_FAST");
  }

  @Test
  @DisplayName("P21 more failed than maxFailed: 10")
  void moreFailedThanACount() {
    story.opened(open -> open.setExpectedTasks(16L).setMaxFailed(10));
    String[] bad = new String[11];
    for (int i = 0; i < bad.length; i++) {
      bad[i] = "bad" + i;
      story.submitted(task(bad[i]));
    }
    story
        .released(bad)
        .submitted(
            task("runs"),
            task("waits", "runs"),
            task("next", "bad0"),
            task(FAILURE, "repair", "bad10"),
            task(ALWAYS, "tidy", "runs"))
        .released("runs");
    for (int i = 0; i < 10; i++) {
      story.failed(bad[i]);
    }
    story.skipped("next").waiting("runs", "waits").interrupted().released();

    story
        .failed("bad10")
        .ended("runs", TaskStatus.CANCELLED, "TOO_MANY_FAILED")
        .ended("waits", TaskStatus.CANCELLED, "TOO_MANY_FAILED")
        .interrupted("runs")
        .released("repair", "tidy")
        .goesOn()
        .succeeded("repair", "tidy")
        .closed(BatchStatus.FAILED, "TOO_MANY_FAILED");
  }

  @Test
  @DisplayName("P22 more failed than maxFailed: 5% of the batch's tasks")
  void moreFailedThanAPart() {
    story.opened(open -> open.setMaxFailedPercent(5));
    String[] ids = new String[20];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "t" + i;
      story.submitted(task(ids[i]));
    }
    story
        .released(ids)
        .failed("t0", "t1")
        .goesOn()
        .waiting("t2")
        .interrupted()
        .sealed(20)
        .ended("t2", TaskStatus.CANCELLED, "TOO_MANY_FAILED")
        .interrupted("*")
        .closed(BatchStatus.FAILED, "TOO_MANY_FAILED");
  }

  @Test
  @DisplayName("P22 up to the part and not above it goes on")
  void upToThePartGoesOn() {
    story.opened(open -> open.setExpectedTasks(20L).setMaxFailedPercent(5));
    String[] ids = new String[20];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "t" + i;
      story.submitted(task(ids[i]));
    }
    story
        .released(ids)
        .failed("t0")
        .goesOn()
        .failed("t1")
        .closed(BatchStatus.FAILED, "TOO_MANY_FAILED");
    story.ended("t2", TaskStatus.CANCELLED, "TOO_MANY_FAILED");
  }

  @Test
  @DisplayName("P23 maxFailed: 0, one failed")
  void maxFailedOfNone() {
    inFullSwing(open -> open.setMaxFailed(0)).reported("fails", TaskStatus.TIMED_OUT);
    gaveUpTheNext("TOO_MANY_FAILED");
    gaveUpAndCleansUp("TOO_MANY_FAILED")
        .succeeded("repair", "tidy")
        .closed(BatchStatus.FAILED, "TOO_MANY_FAILED");
  }

  @Test
  @DisplayName("P24 a rejected task, onFailure: fail-fast")
  void aRejectedTaskOfABatchThatRuns() {
    story
        .opened(open -> open.setExpectedTasks(4L).setOnFailure(OnFailure.FAIL_FAST))
        .submitted(task("runs"), task("waits", "runs"))
        .released("runs")
        .submitted(task("bad").setTimeoutMs(-1))
        .ended("bad", TaskStatus.REJECTED, "INVALID_FIELD")
        .ended("runs", TaskStatus.CANCELLED, "FAIL_FAST")
        .ended("waits", TaskStatus.CANCELLED, "FAIL_FAST")
        .interrupted("*")
        .submitted(task(FAILURE, "repair", "bad"))
        .released("repair")
        .succeeded("repair")
        .closed(BatchStatus.FAILED, "FAIL_FAST");
  }

  @Test
  @DisplayName("P24 a rejected task, onFailure: fail-fast, and nothing was ever released")
  void aRejectedTaskBeforeAnythingWasReleased() {
    story
        .opened(open -> open.setExpectedTasks(2L).setOnFailure(OnFailure.FAIL_FAST))
        .submitted(task("bad").setTimeoutMs(-1), task("other"))
        .ended("bad", TaskStatus.REJECTED, "INVALID_FIELD")
        .ended("other", TaskStatus.CANCELLED, "FAIL_FAST")
        .interrupted()
        .closed(BatchStatus.REJECTED, "FAIL_FAST");
  }

  @Test
  @DisplayName("P25 a clean-up task that runs when P20 or P21 comes is not interrupted")
  void aCleanUpTaskThatRunsIsNotInterrupted() {
    story
        .opened(open -> open.setExpectedTasks(4L).setOnFailure(OnFailure.FAIL_FAST))
        .submitted(task("a"), task("b"), task("c"), task(ALWAYS, "tidy", "a"))
        .released("a", "b", "c")
        .succeeded("a")
        .released("tidy")
        .failed("b")
        .ended("c", TaskStatus.CANCELLED, "FAIL_FAST")
        .interrupted("c")
        .waiting("tidy")
        .succeeded("tidy")
        .ended("tidy", TaskStatus.SUCCEEDED, null)
        .closed(BatchStatus.FAILED, "FAIL_FAST");
  }

  @Test
  @DisplayName("P26 a clean-up task fails after P20 or P21")
  void aCleanUpTaskFails() {
    story
        .opened(open -> open.setExpectedTasks(5L).setOnFailure(OnFailure.FAIL_FAST))
        .submitted(
            task("a"),
            task(ALWAYS, "tidy", "a"),
            task("after", "tidy"),
            task(FAILURE, "repair", "tidy"),
            task(ALWAYS, "last", "repair"))
        .released("a")
        .failed("a")
        .released("tidy")
        .ended("after", TaskStatus.CANCELLED, "FAIL_FAST")
        .failed("tidy")
        .released("repair")
        .succeeded("repair")
        .released("last")
        .succeeded("last")
        .interrupted()
        .closed(BatchStatus.FAILED, "FAIL_FAST");
  }

  @Test
  @DisplayName("P27 cancel of the batch")
  void theBatchIsCancelled() {
    inFullSwing(open -> {}).failed("fails").skipped("next").released("repair").cancelled();

    gaveUp("CANCEL_REQUESTED")
        .ended("repair", TaskStatus.CANCELLED, "CANCEL_REQUESTED")
        .ended("tidy", TaskStatus.CANCELLED, "CANCEL_REQUESTED")
        .interrupted("*")
        .released()
        .closed(BatchStatus.CANCELLED, "CANCEL_REQUESTED")
        .succeeded("runs", "repair")
        .passed(Duration.ofHours(2))
        .released()
        .closed(BatchStatus.CANCELLED, "CANCEL_REQUESTED");
  }

  private BatchStory cleaningUp(Consumer<Open.Builder> options) {
    return story
        .opened(open -> {
          open.setExpectedTasks(3L).setOnFailure(OnFailure.FAIL_FAST);
          options.accept(open);
        })
        .submitted(task("a"), task(FAILURE, "repair", "a"), task(ALWAYS, "last", "repair"))
        .released("a")
        .failed("a")
        .released("repair");
  }

  @Test
  @DisplayName("P27 P42 cancel of a batch of which tasks are missing")
  void aBatchOfWhichTasksAreMissingIsCancelled() {
    story
        .opened(2)
        .submitted(task("a"))
        .released("a")
        .cancelled()
        .ended("a", TaskStatus.CANCELLED, "CANCEL_REQUESTED")
        .interrupted("*")
        .closed(BatchStatus.CANCELLED, "CANCEL_REQUESTED")
        .submitted(task("late"))
        .passed(Duration.ofSeconds(1))
        .ended("late", TaskStatus.CANCELLED, "BATCH_CLOSED")
        .closed(BatchStatus.CANCELLED, "CANCEL_REQUESTED");
  }

  @Test
  @DisplayName("P28 cancel of the batch while clean-up tasks of P20 or P21 run or wait")
  void theBatchIsCancelledWhileItCleansUp() {
    cleaningUp(open -> {})
        .cancelled()
        .interrupted("*")
        .ended("repair", TaskStatus.CANCELLED, "CANCEL_REQUESTED")
        .ended("last", TaskStatus.CANCELLED, "CANCEL_REQUESTED")
        .released()
        .closed(BatchStatus.CANCELLED, "CANCEL_REQUESTED");
  }

  @Test
  @DisplayName("P29 cancel before anything of the batch has arrived")
  void theBatchIsCancelledBeforeItArrives() {
    story
        .cancelled()
        .opened(2)
        .submitted(task("a"))
        .ended("a", TaskStatus.CANCELLED, "CANCELLED_BEFORE_START")
        .goesOn()
        .submitted(task(ALWAYS, "tidy", "a"))
        .ended("tidy", TaskStatus.CANCELLED, "CANCELLED_BEFORE_START")
        .released()
        .interrupted()
        .closed(BatchStatus.CANCELLED, "CANCELLED_BEFORE_START");
  }

  @Test
  @DisplayName("P29 cancel before anything has arrived, and never all of it does")
  void theBatchIsCancelledBeforeItArrivesAndNeverArrivesWhole() {
    story
        .cancelled()
        .opened(2)
        .submitted(task("a"))
        .passed(Duration.ofHours(49))
        .passed(Duration.ofHours(1))
        .ended("a", TaskStatus.CANCELLED, "CANCELLED_BEFORE_START")
        .closed(BatchStatus.CANCELLED, "CANCEL_REQUESTED");
  }

  @Test
  @DisplayName("P30 the deadline")
  void theDeadlinePasses() {
    long deadline = story.flow.now() + MINUTE.toMillis() * 1000;
    inFullSwing(open -> open.setDeadline(deadline)).passed(MINUTE);

    gaveUp("DEADLINE")
        .ended("fails", TaskStatus.CANCELLED, "DEADLINE")
        .ended("next", TaskStatus.CANCELLED, "DEADLINE")
        .ended("repair", TaskStatus.CANCELLED, "DEADLINE")
        .ended("tidy", TaskStatus.CANCELLED, "DEADLINE")
        .interrupted("*")
        .released()
        .closed(BatchStatus.FAILED, "DEADLINE");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P30 the deadline, also of a held batch")
  void theDeadlineOfABatchThatDoesNotRun(StartMode start) {
    long deadline = story.flow.now() + MINUTE.toMillis() * 1000;
    story
        .opened(open -> open.setExpectedTasks(1L).setStart(start).setDeadline(deadline))
        .command(new Pause())
        .submitted(task("a"))
        .passed(MINUTE)
        .ended("a", TaskStatus.CANCELLED, "DEADLINE")
        .released()
        .closed(BatchStatus.FAILED, "DEADLINE");
  }

  @Test
  @DisplayName("P31 the deadline while clean-up tasks of P20 or P21 run or wait")
  void theDeadlinePassesWhileItCleansUp() {
    long deadline = story.flow.now() + MINUTE.toMillis() * 1000;
    cleaningUp(open -> open.setDeadline(deadline))
        .passed(MINUTE)
        .interrupted("*")
        .ended("repair", TaskStatus.CANCELLED, "DEADLINE")
        .ended("last", TaskStatus.CANCELLED, "DEADLINE")
        .closed(BatchStatus.FAILED, "DEADLINE");
  }

  @Test
  @DisplayName("P30 P42 the deadline of a batch of which tasks are missing")
  void theDeadlineOfABatchOfWhichTasksAreMissing() {
    story
        .opened(open -> open.setExpectedTasks(2L).setDeadline(story.flow.now() + 60_000_000))
        .submitted(task("a"))
        .released("a")
        .passed(MINUTE)
        .interrupted("*")
        .ended("a", TaskStatus.CANCELLED, "DEADLINE")
        .closed(BatchStatus.FAILED, "DEADLINE");
  }

  private BatchStory givenUp() {
    return story
        .released("done", "runs")
        .succeeded("done")
        .passed(Duration.ofSeconds(50))
        .goesOn()
        .passed(Duration.ofSeconds(90))
        .ended("done", TaskStatus.SUCCEEDED, null)
        .ended("runs", TaskStatus.CANCELLED, "INCOMPLETE")
        .ended("waits", TaskStatus.CANCELLED, "INCOMPLETE")
        .ended("tidy", TaskStatus.CANCELLED, "INCOMPLETE")
        .interrupted("*")
        .released()
        .closed(BatchStatus.FAILED, "INCOMPLETE");
  }

  @Test
  @DisplayName("P32 openTimeout: nobody sealed the batch")
  void nobodySealedTheBatch() {
    story
        .opened(open -> open.setOpenTimeoutMs(MINUTE.toMillis()))
        .submitted(task("done"), task("runs"), task("waits", "runs"), task(ALWAYS, "tidy", "runs"));

    givenUp();
  }

  @Test
  @DisplayName("P33 openTimeout: sealed at ten, nine arrived")
  void tasksAreMissing() {
    story
        .opened(open -> open.setOpenTimeoutMs(MINUTE.toMillis()).setExpectedTasks(5L))
        .submitted(task("done"), task("runs"), task("waits", "runs"), task(ALWAYS, "tidy", "runs"));

    givenUp();
  }

  @Test
  @DisplayName("P34 sealed at more tasks than a batch may have")
  void sealedAtTooMany() {
    story
        .opened(open -> {})
        .submitted(task("runs"), task("waits", "runs"), task(ALWAYS, "tidy", "runs"))
        .released("runs")
        .sealed(1_000_001)
        .setAside("BATCH_TOO_LARGE")
        .ended("runs", TaskStatus.CANCELLED, "BATCH_TOO_LARGE")
        .ended("waits", TaskStatus.CANCELLED, "BATCH_TOO_LARGE")
        .ended("tidy", TaskStatus.CANCELLED, "BATCH_TOO_LARGE")
        .interrupted("*")
        .released()
        .closed(BatchStatus.REJECTED, "BATCH_TOO_LARGE");
  }

  @Test
  @DisplayName("P35 opened with options that no batch can have")
  void openedWithNonsense() {
    story
        .submitted(task("runs"), task("parked").setAwaitOpen(true), task(ALWAYS, "tidy", "runs"))
        .released("runs")
        .opened(open -> open.setMaxParallel(-1))
        .setAside("INVALID_FIELD")
        .ended("runs", TaskStatus.CANCELLED, "INVALID_FIELD")
        .ended("parked", TaskStatus.CANCELLED, "INVALID_FIELD")
        .ended("tidy", TaskStatus.CANCELLED, "INVALID_FIELD")
        .interrupted("*")
        .released()
        .closed(BatchStatus.REJECTED, "INVALID_FIELD");
  }
}
