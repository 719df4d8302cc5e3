package dev.sluice.core.ledger;

import static dev.sluice.core.ledger.Story.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskStatus;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundsTest {

  @Test
  void onlyWhatDidNotSucceedRunsAgain() {
    Story story =
        new Story()
            .submitted("a")
            .submitted("b", "a")
            .submitted("c", "b")
            .sealed(3)
            .succeeded("a", "from a")
            .failed("b")
            .isNow(BatchStatus.FAILED)
            .ended("c", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED);

    story.retried().released("a", "b", "b").isNow(BatchStatus.RUNNING);

    assertThat(story.lastRelease("b").round()).isEqualTo(2);
    assertThat(story.lastRelease("b").inputs().getFirst().output())
        .hasToString("text/plain, 6 bytes");
    story.lastReported("b", TaskStatus.SUCCEEDED).lastReported("c", TaskStatus.SUCCEEDED);
    story.isNow(BatchStatus.SUCCEEDED);
    assertThat(story.lastResult("c").round()).isEqualTo(2);
    assertThat(story.world.results.get("a")).hasSize(1);
    assertThat(story.world.changes.getLast().round()).isEqualTo(2);
  }

  @Test
  void aReportOfTheLastRoundComesTooLate() {
    Story story = new Story().submitted("a").sealed(1).failed("a").retried();

    story.succeeded("a").surprise(Reason.SUPERSEDED_RELEASE);

    assertThat(story.lastRelease("a").releaseNumber()).isEqualTo(ReleaseNumber.of(2, 1));
    story.lastReported("a", TaskStatus.SUCCEEDED).isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void aCancelledBatchGoesOnWhereItWasCancelled() {
    Story story =
        new Story()
            .opened(Story.options(OnFailure.CONTINUE, Mode.SEQUENTIAL, 0, false))
            .submitted("a")
            .submitted("b")
            .sealed(2)
            .cancelled()
            .isNow(BatchStatus.CANCELLED);

    story.retried();

    story.lastReported("a", TaskStatus.SUCCEEDED).lastReported("b", TaskStatus.SUCCEEDED);
    story.released("a", "a", "b").isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void aBatchThatRunsIsNotRetried() {
    Story story = new Story().submitted("a").sealed(1);
    story.retried().surprise(Reason.NOT_ENDED);
    story.succeeded("a").retried().surprise(Reason.NOTHING_TO_DO).isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void aBatchThatNobodyKnowsIsNotRetried() {
    Story story = new Story().retried().surprise(Reason.UNKNOWN_BATCH);
    assertThat(story.world.rows.size()).isZero();
  }

  @Test
  void whatWasRejectedStaysSo() {
    Story story =
        new Story()
            .submitted("a", "nobody")
            .submitted("b", "a")
            .submitted("c")
            .sealed(3)
            .failed("c")
            .ended("b", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED)
            .isNow(BatchStatus.FAILED);

    story.retried().lastReported("c", TaskStatus.SUCCEEDED).isNow(BatchStatus.FAILED);

    assertThat(story.world.results.get("a")).hasSize(1);
    assertThat(story.world.results.get("b")).hasSize(2);
  }

  @Test
  void theDeadlineOfTheFirstRoundHoldsForThatOnly() {
    Story story = new Story();
    long deadline = story.world.now() + Duration.ofHours(1).toNanos() / 1000;
    story
        .opened(Story.options().withDeadline(deadline))
        .submitted("a")
        .sealed(1)
        .failed("a")
        .retried();
    assertThat(story.lastRelease("a").deadline()).isZero();

    story.waited(Duration.ofHours(2)).isNow(BatchStatus.RUNNING);
  }

  @Test
  void aFailFastBatchStopsAgainInItsNextRound() {
    Story story =
        new Story()
            .opened(Story.options(OnFailure.FAIL_FAST, Mode.DISTRIBUTED, 0, false))
            .submitted("a")
            .submitted("b")
            .sealed(2)
            .failed("a")
            .ended("b", TaskStatus.CANCELLED, Reason.FAIL_FAST)
            .retried();

    story.lastReported("b", TaskStatus.FAILED).isNow(BatchStatus.FAILED);

    assertThat(story.lastResult("a").reason()).isEqualTo(Reason.FAIL_FAST.name());
    assertThat(story.world.stops.getLast().releaseNumber()).isEqualTo(ReleaseNumber.lastOf(2));
  }

  @Test
  void aTaskForFailuresIsSkippedOnceNothingFails() {
    Story story =
        new Story()
            .submitted("a")
            .submitted(task("alarm", "{}", RunIf.FAILURE, "a"))
            .sealed(2)
            .failed("a")
            .failed("alarm")
            .isNow(BatchStatus.FAILED)
            .retried()
            .lastReported("a", TaskStatus.SUCCEEDED)
            .isNow(BatchStatus.SUCCEEDED);
    assertThat(story.lastResult("alarm").reason()).isEqualTo(Reason.NO_NEED_FAILED.name());
  }

  @Test
  void aLargeBatchIsRetriedInBoundedDecisions() {
    Story story = Story.unwatched();
    int size = 5_000;
    story.submitted("root");
    IntStream.range(0, size).forEach(i -> story.submitted("t" + i, "root"));
    story.sealed(size + 1L).failed("root").isNow(BatchStatus.FAILED);

    Decision first = story.world.send(new Event.RetryRequested(World.BATCH, story.world.tick()));
    assertThat(first.effects()).last().isInstanceOf(Effect.MoreWork.class);
    assertThat(first.writes()).hasSizeLessThan(1000);
    story.world.finishWork();

    story.lastReported("root", TaskStatus.SUCCEEDED);
    IntStream.range(0, size).forEach(i -> story.lastReported("t" + i, TaskStatus.SUCCEEDED));
    story.isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void aTaskThatWasRejectedDoesNotStopTheNextRound() {
    Story story =
        new Story()
            .opened(Story.options(OnFailure.FAIL_FAST, Mode.DISTRIBUTED, 0, false))
            .submitted("a")
            .submitted("b")
            .submitted("self", "self")
            .sealed(3)
            .isNow(BatchStatus.FAILED)
            .retried()
            .lastReported("a", TaskStatus.SUCCEEDED);
    story.isNow(BatchStatus.RUNNING).lastReported("b", TaskStatus.SUCCEEDED);
    assertThat(story.lastResult("b").status()).isEqualTo(TaskStatus.SUCCEEDED);
  }

  @Test
  void aTaskThatCameTooLateWasJudgedBeforeItRuns() {
    Story story = new Story().submitted("a").cancelled().isNow(BatchStatus.CANCELLED);
    story.submitted("self", "self").submitted("late").retried();
    story.ended("self", TaskStatus.REJECTED, Reason.SELF_NEED);
    story.ended("late", TaskStatus.CANCELLED, Reason.BATCH_CLOSED).released("a", "a", "late");
  }

  @Test
  void aBatchThatWasRefusedAsAWholeHasNoOtherRound() {
    BatchOptions impossible =
        new BatchOptions(
            null,
            OptionalLong.empty(),
            false,
            OnFailure.CONTINUE,
            -1,
            1000.0,
            Mode.DISTRIBUTED,
            0,
            0,
            Map.of(),
            0);
    Story story = new Story().opened(impossible).submitted("a").isNow(BatchStatus.REJECTED);
    story.retried().surprise(Reason.INVALID_FIELD).isNow(BatchStatus.REJECTED);
  }
}
