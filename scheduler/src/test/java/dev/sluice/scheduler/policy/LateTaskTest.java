package dev.sluice.scheduler.policy;

import static dev.sluice.records.RunIf.ALWAYS;
import static dev.sluice.records.RunIf.FAILURE;
import static dev.sluice.scheduler.policy.BatchStory.BATCH;
import static dev.sluice.scheduler.policy.BatchStory.task;

import dev.sluice.records.AnswerCode;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Cancel;
import dev.sluice.records.OnFailure;
import dev.sluice.records.Pause;
import dev.sluice.records.Start;
import dev.sluice.records.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives when a batch is being stopped, has ended or is paused. */
class LateTaskTest {

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

  /** An open batch that fail-fast has stopped. */
  private BatchStory stoppedOpen() {
    return story
        .opened(open -> open.setOnFailure(OnFailure.FAIL_FAST).setOpenTimeoutMs(MINUTE.toMillis()))
        .submitted(task("a"))
        .released("a")
        .failed("a");
  }

  @Test
  @DisplayName("P40 a task of a batch that is being stopped")
  void aTaskOfABatchThatIsBeingStopped() {
    stoppedOpen()
        .submitted(task("late"), task(FAILURE, "repair", "a"), task(ALWAYS, "tidy", "late"))
        .ended("late", TaskStatus.CANCELLED, "FAIL_FAST")
        .released("repair", "tidy")
        .succeeded("repair", "tidy")
        .sealed(4)
        .closed(BatchStatus.FAILED, "FAIL_FAST");
  }

  @Test
  @DisplayName("P40 a clean-up task of a batch that is being cancelled")
  void aCleanUpTaskOfABatchThatIsBeingCancelled() {
    int many = 1_000;
    story.opened(many + 3).submitted(task("a")).released("a");
    for (int i = 0; i < many; i++) {
      story.flow.submit(task("t" + i, "a"));
    }
    // More than is cancelled at once: so what comes next finds the batch being stopped.
    story.flow.command(BATCH, new Cancel());
    story.flow.submit(task("late"), task(ALWAYS, "tidy", "a"));
    story
        .settled()
        .interrupted("*")
        .ended("t0", TaskStatus.CANCELLED, "CANCEL_REQUESTED")
        .ended("late", TaskStatus.CANCELLED, "CANCEL_REQUESTED")
        .ended("tidy", TaskStatus.CANCELLED, "CANCEL_REQUESTED")
        .released()
        .closed(BatchStatus.CANCELLED, "CANCEL_REQUESTED");
  }

  @Test
  @DisplayName("P41 fail-fast stopped an open batch, which is sealed then")
  void anOpenBatchThatStoppedStaysUntilItIsSealed() {
    stoppedOpen().goesOn().sealed(1).closed(BatchStatus.FAILED, "FAIL_FAST");
  }

  @Test
  @DisplayName("P41 fail-fast stopped an open batch, which is cancelled then")
  void anOpenBatchThatStoppedStaysUntilItIsCancelled() {
    stoppedOpen().goesOn().cancelled().closed(BatchStatus.CANCELLED, "CANCEL_REQUESTED");
  }

  @Test
  @DisplayName("P41 fail-fast stopped an open batch, and openTimeout passes")
  void anOpenBatchThatStoppedStaysUntilItIsGivenUp() {
    stoppedOpen().goesOn().passed(MINUTE).closed(BatchStatus.FAILED, "INCOMPLETE");
  }

  @Test
  @DisplayName("P42 a task of an open batch that was cancelled")
  void aTaskOfAnOpenBatchThatWasCancelled() {
    story
        .opened(open -> {})
        .submitted(task("a"))
        .released("a")
        .cancelled()
        .closed(BatchStatus.CANCELLED, "CANCEL_REQUESTED");
    arrivesTooLate(BatchStatus.CANCELLED, "CANCEL_REQUESTED");
  }

  @Test
  @DisplayName("P42 a task of an open batch whose deadline passed")
  void aTaskOfAnOpenBatchWhoseDeadlinePassed() {
    story
        .opened(open -> open.setDeadline(story.flow.now() + 60_000_000))
        .passed(MINUTE)
        .closed(BatchStatus.FAILED, "DEADLINE");
    arrivesTooLate(BatchStatus.FAILED, "DEADLINE");
  }

  @Test
  @DisplayName("P42 a task of a batch that was given up")
  void aTaskOfABatchThatWasGivenUp() {
    story
        .opened(open -> open.setExpectedTasks(1L).setOpenTimeoutMs(MINUTE.toMillis()))
        .passed(MINUTE)
        .passed(MINUTE)
        .closed(BatchStatus.FAILED, "INCOMPLETE");
    arrivesTooLate(BatchStatus.FAILED, "INCOMPLETE");
  }

  private void arrivesTooLate(BatchStatus status, String reason) {
    story
        .submitted(task("late"))
        .passed(Duration.ofSeconds(1))
        .ended("late", TaskStatus.CANCELLED, "BATCH_CLOSED")
        .closed(status, reason);
  }

  @Test
  @DisplayName("P43 a task beyond the count at which the batch is sealed")
  void aTaskBeyondTheCount() {
    story
        .opened(1)
        .submitted(task("a"), task("more"))
        .setAside("BATCH_SEALED")
        .released("a")
        .waiting("more")
        .goesOn()
        .succeeded("a")
        .waiting("more")
        .closed(BatchStatus.SUCCEEDED, null);
  }

  @Test
  @DisplayName("P44 a task of a batch that was complete and has ended")
  void aTaskOfABatchThatHasEnded() {
    story
        .opened(1)
        .submitted(task("a"))
        .released("a")
        .succeeded("a")
        .submitted(task("late"))
        .setAside("BATCH_CLOSED")
        .waiting("late")
        .closed(BatchStatus.SUCCEEDED, null);
  }

  @Test
  @DisplayName("P45 pause")
  void aPause() {
    story
        .opened(4)
        .submitted(task("a"), task("b", "a"))
        .released("a")
        .asked(new Pause(), AnswerCode.DONE, null)
        .submitted(task("c"))
        .succeeded("a")
        .ended("a", TaskStatus.SUCCEEDED, null)
        .goesOn()
        .interrupted()
        .released()
        .asked(new Start(), AnswerCode.DONE, null)
        .released("b", "c")
        .submitted(task("d"))
        .released("d")
        .succeeded("b", "c", "d")
        .closed(BatchStatus.SUCCEEDED, null);
  }

  @Test
  @DisplayName("P45 pause, and then cancel")
  void aPauseAndThenACancel() {
    story
        .opened(2)
        .submitted(task("a"))
        .released("a")
        .command(new Pause())
        .submitted(task("b"))
        .cancelled()
        .interrupted("*")
        .ended("b", TaskStatus.CANCELLED, "CANCEL_REQUESTED")
        .asked(new Start(), AnswerCode.NOTHING_TO_DO, "NOTHING_TO_DO")
        .released()
        .closed(BatchStatus.CANCELLED, "CANCEL_REQUESTED");
  }
}
