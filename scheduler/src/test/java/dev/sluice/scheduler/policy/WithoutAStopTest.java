package dev.sluice.scheduler.policy;

import static dev.sluice.records.RunIf.ALWAYS;
import static dev.sluice.records.RunIf.FAILURE;
import static dev.sluice.scheduler.policy.BatchStory.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.BatchStatus;
import dev.sluice.records.TaskStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rest of the batch goes on as if nothing had happened. */
class WithoutAStopTest {

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

  @Test
  @DisplayName("P01 all tasks succeed")
  void allTasksSucceed() {
    story
        .opened(4)
        .submitted(
            task("a"), task("next", "a"), task(ALWAYS, "always", "a"), task(FAILURE, "never", "a"))
        .released("a")
        .succeeded("a")
        .released("next", "always")
        .ended("never", TaskStatus.SKIPPED, "NO_NEED_FAILED")
        .succeeded("next", "always")
        .closed(BatchStatus.SUCCEEDED, null)
        .interrupted();
  }

  /** A task, two of its dependants in a row, two that clean up, and one that has no part in it. */
  private BatchStory around(String id) {
    return story
        .opened(6)
        .submitted(
            task(id),
            task("next", id),
            task("after", "next"),
            task(FAILURE, "repair", id),
            task(ALWAYS, "tidy", id),
            task("other"))
        .released(id, "other");
  }

  @Test
  @DisplayName("P02 a task fails, onFailure: continue")
  void aTaskFails() {
    around("a")
        .failed("a")
        .ended("a", TaskStatus.FAILED, "HANDLER_ERROR")
        .skipped("next", "after")
        .released("repair", "tidy")
        .succeeded("repair", "tidy")
        .goesOn()
        .succeeded("other")
        .ended("other", TaskStatus.SUCCEEDED, null)
        .closed(BatchStatus.FAILED, null)
        .interrupted();
    assertThat(story.outputOf("other")).isEqualTo("\"other\"");
  }

  @Test
  @DisplayName("P03 a task runs out of time, onFailure: continue")
  void aTaskRunsOutOfTime() {
    around("a")
        .reported("a", TaskStatus.TIMED_OUT)
        .ended("a", TaskStatus.TIMED_OUT, null)
        .skipped("next", "after")
        .released("repair", "tidy")
        .succeeded("repair", "tidy", "other")
        .closed(BatchStatus.FAILED, null);
  }

  @Test
  @DisplayName("P04 a task is skipped")
  void aTaskIsSkipped() {
    story
        .opened(5)
        .submitted(
            task("a"),
            task("skipped", "a"),
            task("next", "skipped"),
            task(FAILURE, "repair", "skipped"),
            task(ALWAYS, "tidy", "skipped"))
        .released("a")
        .failed("a")
        .skipped("skipped", "next")
        .released("repair", "tidy")
        .succeeded("repair", "tidy")
        .closed(BatchStatus.FAILED, null);
  }

  @Test
  @DisplayName("P05 a task is rejected when it arrives, others run")
  void aTaskIsRejectedWhenItArrives() {
    story
        .opened(5)
        .submitted(
            task("other"),
            task("bad").setTimeoutMs(-1),
            task("next", "bad"),
            task(FAILURE, "repair", "bad"),
            task(ALWAYS, "tidy", "bad"))
        .ended("bad", TaskStatus.REJECTED, "INVALID_FIELD")
        .skipped("next")
        .released("other", "repair", "tidy")
        .succeeded("other", "repair", "tidy")
        .closed(BatchStatus.FAILED, null);
  }

  @Test
  @DisplayName("P06 tasks are rejected and nothing was ever released")
  void tasksAreRejectedAndNothingWasEverReleased() {
    story
        .opened(2)
        .submitted(task("bad").setType(""), task("next", "bad"))
        .ended("bad", TaskStatus.REJECTED, "INVALID_FIELD")
        .skipped("next")
        .released()
        .closed(BatchStatus.REJECTED, null);
  }

  @Test
  @DisplayName("P07 a need was never submitted, the batch is sealed")
  void aNeedWasNeverSubmitted() {
    story
        .opened(5)
        .submitted(
            task("other"),
            task("lost", "ghost"),
            task("next", "lost"),
            task(FAILURE, "repair", "lost"),
            task(ALWAYS, "tidy", "lost"))
        .released("other")
        .waiting("lost")
        .succeeded("other")
        .ended("lost", TaskStatus.REJECTED, "UNKNOWN_NEED")
        .skipped("next")
        .released("repair", "tidy")
        .succeeded("repair", "tidy")
        .closed(BatchStatus.FAILED, null);
  }

  @Test
  @DisplayName("P07 a need was never submitted, and nothing ran")
  void aNeedWasNeverSubmittedAndNothingRan() {
    story
        .opened(2)
        .submitted(task("lost", "ghost"), task("next", "lost"))
        .ended("lost", TaskStatus.REJECTED, "UNKNOWN_NEED")
        .skipped("next")
        .closed(BatchStatus.REJECTED, null);
  }

  @Test
  @DisplayName("P08 tasks wait for each other, the batch is sealed")
  void tasksWaitForEachOther() {
    story
        .opened(6)
        .submitted(
            task("other"),
            task("x", "y"),
            task("y", "x"),
            task("next", "x"),
            task(FAILURE, "repair", "x"),
            task(ALWAYS, "tidy", "y"))
        .released("other")
        .waiting("x", "y")
        .succeeded("other")
        .ended("x", TaskStatus.REJECTED, "CYCLE")
        .ended("y", TaskStatus.REJECTED, "CYCLE")
        .skipped("next")
        .released("repair", "tidy")
        .succeeded("repair", "tidy")
        .closed(BatchStatus.FAILED, null);
  }

  @Test
  @DisplayName("P08 tasks wait for each other, and nothing ran")
  void tasksWaitForEachOtherAndNothingRan() {
    story
        .opened(2)
        .submitted(task("x", "y"), task("y", "x"))
        .ended("x", TaskStatus.REJECTED, "CYCLE")
        .ended("y", TaskStatus.REJECTED, "CYCLE")
        .closed(BatchStatus.REJECTED, null);
  }

  @Test
  @DisplayName("P09 cancel of one task, which runs")
  void oneTaskThatRunsIsCancelled() {
    around("a")
        .cancelled("a")
        .interrupted("a")
        .ended("a", TaskStatus.CANCELLED, "CANCEL_REQUESTED")
        .skipped("next", "after")
        .released("repair", "tidy")
        .succeeded("repair", "tidy", "other")
        .closed(BatchStatus.CANCELLED, null);
  }

  @Test
  @DisplayName("P09 cancel of one task, which waits, and another one fails")
  void oneTaskThatWaitsIsCancelledAndAnotherFails() {
    around("a")
        .cancelled("next")
        .interrupted()
        .ended("next", TaskStatus.CANCELLED, "CANCEL_REQUESTED")
        .skipped("after")
        .failed("a")
        .released("repair", "tidy")
        .succeeded("repair", "tidy", "other")
        .closed(BatchStatus.FAILED, null);
  }

  @Test
  @DisplayName("P10 runIf: failure without needs")
  void aTaskForFailuresWithoutNeeds() {
    story
        .opened(4)
        .submitted(
            task(FAILURE, "none"),
            task("next", "none"),
            task(ALWAYS, "tidy", "none"),
            task("other"))
        .ended("none", TaskStatus.SKIPPED, "NO_NEED_FAILED")
        .skipped("next")
        .released("tidy", "other")
        .succeeded("tidy", "other")
        .closed(BatchStatus.SUCCEEDED, null);
  }

  @Test
  @DisplayName("P11 runIf: always without needs")
  void aTaskForAlwaysWithoutNeeds() {
    story
        .opened(2)
        .submitted(task(ALWAYS, "a"), task("next", "a"))
        .released("a")
        .succeeded("a")
        .released("next")
        .succeeded("next")
        .closed(BatchStatus.SUCCEEDED, null);
  }

  @Test
  @DisplayName("P12 failures up to maxFailed, no more")
  void failuresUpToTheLimit() {
    story
        .opened(open -> open.setExpectedTasks(4L).setMaxFailed(2).setMaxFailedPercent(50))
        .submitted(task("a"), task("x"), task("y"), task(FAILURE, "repair", "x"))
        .released("a", "x", "y")
        .failed("x", "y")
        .released("repair")
        .goesOn()
        .succeeded("a", "repair")
        .ended("a", TaskStatus.SUCCEEDED, null)
        .closed(BatchStatus.FAILED, null)
        .interrupted();
    assertThat(story.outputOf("a")).isEqualTo("\"a\"");
  }
}
