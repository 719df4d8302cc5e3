package dev.sluice.scheduler.policy;

import static dev.sluice.records.RunIf.FAILURE;
import static dev.sluice.scheduler.policy.BatchStory.BATCH;
import static dev.sluice.scheduler.policy.BatchStory.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.records.AnswerCode;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Cancel;
import dev.sluice.records.Clear;
import dev.sluice.records.Input;
import dev.sluice.records.OnFailure;
import dev.sluice.records.RetryFailed;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.FlowDriver;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that has ended is retried or cleared. */
class RoundTest {

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

  /** A batch in which tasks ended in every way, stopped by its deadline. */
  private BatchStory failedInEveryWay() {
    return story
        .opened(open -> open.setExpectedTasks(7L).setDeadline(story.flow.now() + 60_000_000))
        .submitted(
            task("done"),
            task("fails"),
            task("slow"),
            task("runs", "done"),
            task("next", "fails"),
            task("bad").setTimeoutMs(-1),
            task("last", "bad"))
        .released("done", "fails", "slow")
        .succeeded("done")
        .released("runs")
        .failed("fails")
        .reported("slow", TaskStatus.TIMED_OUT)
        .passed(MINUTE)
        .interrupted("*")
        .skipped("next", "last")
        .closed(BatchStatus.FAILED, "DEADLINE");
  }

  @Test
  @DisplayName("P46 retry after the end")
  void aRetryAfterTheEnd() {
    failedInEveryWay()
        .asked(new RetryFailed(), AnswerCode.DONE, null)
        .released("fails", "slow", "runs")
        .ended("bad", TaskStatus.REJECTED, "INVALID_FIELD")
        .skipped("last");
    assertThat(story.release("fails").getRound()).isEqualTo(2);
    assertThat(story.release("fails").getAttemptBase()).isZero();
    assertThat(story.release("runs").getInputs())
        .extracting(Input::getTaskId, input -> input.getOutput().remaining())
        .containsExactly(tuple("done", 6));

    story
        .passed(MINUTE)
        .goesOn()
        .succeeded("fails", "slow", "runs")
        .released("next")
        .succeeded("next")
        .ended("done", TaskStatus.SUCCEEDED, null)
        .ended("fails", TaskStatus.SUCCEEDED, null)
        .closed(2, BatchStatus.FAILED, null);
    assertThat(story.summary().getRound()).isEqualTo(2);
    assertThat(story.summary().getCounts().getSucceeded()).isEqualTo(5);
  }

  @Test
  @DisplayName("P46 a deadline that is still to come holds no more")
  void aDeadlineThatIsStillToComeHoldsNoMore() {
    story
        .opened(open -> open.setExpectedTasks(1L).setDeadline(story.flow.now() + 60_000_000))
        .submitted(task("a"))
        .released("a")
        .failed("a")
        .closed(BatchStatus.FAILED, null)
        .command(new RetryFailed())
        .released("a");
    assertThat(story.release("a").getDeadline()).isZero();
    story
        .passed(MINUTE)
        .goesOn()
        .interrupted()
        .succeeded("a")
        .closed(2, BatchStatus.SUCCEEDED, null);
  }

  @Test
  @DisplayName("P46 onFailure holds again in the new round")
  void onFailureHoldsAgain() {
    story
        .opened(open -> open.setExpectedTasks(3L).setOnFailure(OnFailure.FAIL_FAST))
        .submitted(task("a"), task("b"), task(FAILURE, "repair", "a"))
        .released("a", "b")
        .failed("a")
        .released("repair")
        .succeeded("repair")
        .closed(BatchStatus.FAILED, "FAIL_FAST")
        .command(new RetryFailed())
        .released("a", "b")
        .failed("b")
        .ended("a", TaskStatus.CANCELLED, "FAIL_FAST")
        .closed(2, BatchStatus.FAILED, "FAIL_FAST");
  }

  @Test
  @DisplayName("P46 a batch that was never sealed is sealed at what is there")
  void aBatchThatWasNeverSealedIsSealedAtWhatIsThere() {
    story
        .opened(open -> {})
        .submitted(task("a"))
        .released("a")
        .cancelled()
        .closed(BatchStatus.CANCELLED, "CANCEL_REQUESTED")
        .command(new RetryFailed())
        .released("a")
        .submitted(task("more"))
        .setAside("BATCH_SEALED")
        .succeeded("a")
        .closed(2, BatchStatus.SUCCEEDED, null);
    assertThat(story.summary().getExpectedTasks()).isEqualTo(1);
  }

  @Test
  @DisplayName("P46 a report of the first round does not count in the second")
  void aReportOfTheFirstRoundDoesNotCountInTheSecond() {
    story.opened(1).submitted(task("a")).released("a");
    var first = story.release("a");
    story.cancelled().command(new RetryFailed()).released("a");

    story.flow.report(first, TaskStatus.SUCCEEDED);
    story.goesOn();
    assertThat(story.flow.counts().of("ignored-superseded-release")).isEqualTo(1);
    story.succeeded("a").closed(2, BatchStatus.SUCCEEDED, null);
  }

  @Test
  @DisplayName("P47 retry of a batch that goes on")
  void aRetryOfABatchThatGoesOn() {
    story
        .opened(2)
        .submitted(task("a"), task("b"))
        .released("a", "b")
        .failed("a")
        .asked(new RetryFailed(), AnswerCode.REFUSED, "NOT_ENDED")
        .setAside("NOT_ENDED")
        .released()
        .succeeded("b")
        .closed(BatchStatus.FAILED, null);
  }

  @Test
  @DisplayName("P48 retry of a batch in which everything succeeded")
  void aRetryOfABatchThatSucceeded() {
    story
        .opened(2)
        .submitted(task("a"), task(FAILURE, "repair", "a"))
        .released("a")
        .succeeded("a")
        .asked(new RetryFailed(), AnswerCode.NOTHING_TO_DO, "NOTHING_TO_DO")
        .closed(BatchStatus.SUCCEEDED, null);
  }

  @Test
  @DisplayName("P48 retry of a batch in which only rejected tasks did not succeed")
  void aRetryOfABatchWithRejectedTasks() {
    story
        .opened(2)
        .submitted(task("a"), task("bad").setType(""))
        .released("a")
        .succeeded("a")
        .asked(new RetryFailed(), AnswerCode.NOTHING_TO_DO, "NOTHING_TO_DO")
        .closed(BatchStatus.FAILED, null);
  }

  @Test
  @DisplayName("P49 clear after the end")
  void aClearAfterTheEnd() {
    story.opened(2).submitted(task("a"), task("b")).released("a", "b");
    story.succeeded("a", "b").closed(BatchStatus.SUCCEEDED, null);

    FlowDriver flow = story.flow;
    flow.command(BATCH, new Clear(), "r");
    assertThat(flow.answers()).extracting(a -> a.getCode()).containsExactly(AnswerCode.DONE);
    flow.passTime(Duration.ofSeconds(1));
    assertThat(flow.tombstones(FlowDriver.TOPICS.result())).containsExactly("b/a", "b/b");
    assertThat(flow.tombstones(FlowDriver.TOPICS.summary())).containsExactly("b");

    flow.command(BATCH, new Cancel("a", null), "r");
    assertThat(flow.answers()).extracting(a -> a.getReason()).containsExactly("UNKNOWN_TASK");
    flow.open(BATCH, 1);
    flow.submit(task("a").setType("echo"));
    assertThat(flow.releases())
        .singleElement()
        .satisfies(release -> assertThat(release.getType()).isEqualTo("echo"));
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  @DisplayName("P50 clear of a batch that goes on")
  void aClearOfABatchThatGoesOn() {
    story
        .opened(1)
        .submitted(task("a"))
        .released("a")
        .asked(new Clear(), AnswerCode.REFUSED, "NOT_ENDED")
        .setAside("NOT_ENDED")
        .goesOn()
        .succeeded("a")
        .closed(BatchStatus.SUCCEEDED, null);
  }
}
