package dev.sluice.scheduler.policy;

import static dev.sluice.records.RunIf.ALWAYS;
import static dev.sluice.records.RunIf.FAILURE;
import static dev.sluice.scheduler.policy.BatchStory.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.BatchStatus;
import dev.sluice.records.OnFailure;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.TestRecords;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails stops the batch, and clean-up tasks still run. */
class FailureStopTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;

  private BatchStory story;
  private FullSwing swing;

  @BeforeEach
  void begin() {
    story = new BatchStory(folder);
    swing = new FullSwing(story);
  }

  @AfterEach
  void end() {
    story.close();
  }

  private BatchStory gaveUpAndCleansUp(String reason) {
    swing.gaveUp(reason).interrupted("runs", "inLine").released("repair", "tidy").goesOn();
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
    swing.opened(open -> open.setOnFailure(OnFailure.FAIL_FAST)).failed("fails");
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
    swing.opened(open -> open.setMaxFailed(0)).reported("fails", TaskStatus.TIMED_OUT);
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
        .interrupted("runs")
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
}
