package dev.sluice.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DurableRetriesTest {

  private static final long TWO_HOURS = Duration.ofHours(2).toNanos() / 1000;

  private static TaskSpec retried(String id, int maxRetries) {
    RetryPlan plan =
        new RetryPlan(
            RetryPlan.Policy.FIXED,
            maxRetries,
            Duration.ofHours(2),
            1,
            Duration.ofHours(2),
            0,
            false);
    return new TaskSpec(
        id,
        null,
        "noop",
        Story.json("{}"),
        List.of(),
        RunIf.SUCCESS,
        Priority.NORMAL,
        0,
        plan,
        "default",
        null,
        0,
        null,
        true,
        Map.of(),
        false,
        0);
  }

  @Test
  void aTaskRunsAgainWhenItsDelayIsOverAndNotBefore() {
    Story story = new Story().submitted(retried("a", 3)).sealed(1).failedForNow("a", 1, TWO_HOURS);

    story.waited(Duration.ofMinutes(119)).released("a").isNow(BatchStatus.RUNNING);
    story.waited(Duration.ofMinutes(1)).released("a", "a");

    assertThat(story.lastRelease("a").releaseNumber()).isEqualTo(2);
    assertThat(story.lastRelease("a").attemptBase()).isEqualTo(1);
    story.lastReported("a", TaskStatus.SUCCEEDED).isNow(BatchStatus.SUCCEEDED);
    assertThat(story.lastResult("a").attempts()).isEqualTo(2);
  }

  @Test
  void nobodyWaitsLongerThanThePlanHasAttempts() {
    Story story = new Story().submitted(retried("a", 1)).sealed(1);
    story.failedForNow("a", 1, TWO_HOURS).waited(Duration.ofHours(2));

    story.failedForNow("a", 1, TWO_HOURS).isNow(BatchStatus.FAILED);

    assertThat(story.lastResult("a").attempts()).isEqualTo(2);
    assertThat(story.lastResult("a").reason()).isEqualTo("HANDLER_ERROR");
  }

  @Test
  void aTaskWithoutAPlanIsNotRetried() {
    Story story = new Story().submitted("a").sealed(1);
    story.failedForNow("a", 1, TWO_HOURS).isNow(BatchStatus.FAILED);
  }

  @Test
  void aTaskThatWaitsForItsRetryHoldsNoPlaceInTheWindow() {
    Story story =
        new Story()
            .opened(Story.options(OnFailure.CONTINUE, Mode.SEQUENTIAL, 0, false))
            .submitted(retried("a", 3))
            .submitted("b")
            .sealed(2);
    story.released("a").failedForNow("a", 1, TWO_HOURS).released("a", "b");
  }

  @Test
  void whatAWorkerGivesBackIsHandedOutAgainAtOnceAndNoAttemptCounts() {
    Story story = new Story().submitted("a").sealed(1);

    story.event(handedBack("a", 1)).released("a", "a");

    assertThat(story.lastRelease("a").releaseNumber()).isEqualTo(2);
    story.lastReported("a", TaskStatus.SUCCEEDED).isNow(BatchStatus.SUCCEEDED);
    assertThat(story.lastResult("a").attempts()).isEqualTo(1);
  }

  @Test
  void aLateReportOfTheReleaseThatWasGivenBackDoesNotCount() {
    Story story = new Story().submitted("a").sealed(1).event(handedBack("a", 1));
    story.succeeded("a").surprise(Reason.SUPERSEDED_RELEASE).isNow(BatchStatus.RUNNING);
    story.event(handedBack("a", 1)).surprise(Reason.SUPERSEDED_RELEASE).released("a", "a");
  }

  @Test
  void aTaskThatWaitsForItsRetryCanBeCancelled() {
    Story story = new Story().submitted(retried("a", 3)).sealed(1);
    story.failedForNow("a", 1, TWO_HOURS).cancelled("a").isNow(BatchStatus.CANCELLED);
    assertThat(story.lastResult("a").attempts()).isEqualTo(1);
    story.waited(Duration.ofHours(3)).released("a");
  }

  @Test
  void aStoppedBatchWaitsForNoRetry() {
    Story story = new Story().submitted(retried("a", 3)).submitted("b").cancelled("b");
    story.event(new Event.SealRequested(World.BATCH, story.world.tick(), 3)).cancelled();
    story.submitted("c").isNow(BatchStatus.CANCELLED);
    story.ended("a", TaskStatus.CANCELLED, Reason.CANCEL_REQUESTED);
  }

  @Test
  void aDelayIsNeverLongerThanThirtyDays() {
    Story story = new Story().submitted(retried("a", 3)).sealed(1);
    story.failedForNow("a", 1, Long.MAX_VALUE);
    var row = story.world.view.task(World.BATCH, "a");
    assertThat(row).isNotNull();
    assertThat(row.state())
        .isInstanceOfSatisfying(
            TaskRow.Delayed.class,
            delayed ->
                assertThat(delayed.due() - story.world.now())
                    .isEqualTo(Duration.ofDays(30).toNanos() / 1000));
  }

  private static Event.TaskReported handedBack(String id, int releaseNumber) {
    return new Event.TaskReported(
        World.BATCH,
        1_700_000_000_900_000L,
        id,
        releaseNumber,
        TaskStatus.CANCELLED,
        Reason.HANDED_BACK.name(),
        null,
        null,
        0,
        0,
        0,
        "worker-1",
        0,
        List.of());
  }
}
