package dev.sluice.scheduler.policy;

import static dev.sluice.records.RunIf.ALWAYS;
import static dev.sluice.records.RunIf.FAILURE;
import static dev.sluice.scheduler.policy.BatchStory.task;

import dev.sluice.records.BatchStatus;
import dev.sluice.records.OnFailure;
import dev.sluice.records.Open;
import dev.sluice.records.Pause;
import dev.sluice.records.StartMode;
import dev.sluice.records.TaskStatus;
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

/** The batch is given up from outside: nothing is released any more. */
class GivenUpTest {

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

  @Test
  @DisplayName("P27 cancel of the batch")
  void theBatchIsCancelled() {
    swing.opened(open -> {}).failed("fails").skipped("next").released("repair").cancelled();

    swing
        .gaveUp("CANCEL_REQUESTED")
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
    swing.opened(open -> open.setDeadline(deadline)).passed(MINUTE);

    swing
        .gaveUp("DEADLINE")
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
