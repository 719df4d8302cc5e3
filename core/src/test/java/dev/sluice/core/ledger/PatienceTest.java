package dev.sluice.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.limits.Terms;
import dev.sluice.core.task.BatchOptions;
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
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private static Story patient(Duration openTimeout) {
    Terms terms = new Terms(openTimeout, Duration.ZERO, Terms.DEFAULT.leaseCheck());
    return new Story(new World(Invariant.all(), Limits.DEFAULT, terms));
  }

  @Test
  void aBatchThatIsNeverSealedIsGivenUp() {
    Story story = patient(Duration.ofHours(6)).submitted("a").submitted("b").succeeded("a");

    story.waited(Duration.ofHours(7)).isNow(BatchStatus.FAILED);

    story
        .ended("a", TaskStatus.SUCCEEDED, null)
        .ended("b", TaskStatus.CANCELLED, Reason.INCOMPLETE);
    assertThat(story.world.changes.getLast().reason()).isEqualTo("INCOMPLETE");
  }

  @Test
  void everySubmissionGivesTheBatchItsTimeAnew() {
    Story story = patient(Duration.ofHours(6)).submitted("a").succeeded("a");
    for (int i = 0; i < 5; i++) {
      story.waited(Duration.ofHours(4)).submitted("t" + i).succeeded("t" + i);
    }
    story.waited(Duration.ofHours(5)).isNow(BatchStatus.RUNNING);
    story.waited(Duration.ofHours(2)).isNow(BatchStatus.FAILED);
  }

  @Test
  void aBatchOfWhichTasksAreMissingIsGivenUpAndALateOneIsCancelled() {
    Story story = patient(Duration.ofHours(6)).submitted("a").sealed(3).succeeded("a");
    story.waited(Duration.ofHours(7)).isNow(BatchStatus.FAILED);

    story.submitted("b").ended("b", TaskStatus.CANCELLED, Reason.BATCH_CLOSED);
  }

  @Test
  void aCompleteBatchHasAllTheTime() {
    Story story = patient(Duration.ofHours(6)).submitted("a").sealed(1);
    story.waited(Duration.ofDays(9)).isNow(BatchStatus.RUNNING).succeeded("a");
    story.isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void aBatchMayAskForAnotherTime() {
    BatchOptions quick =
        new BatchOptions(
            null,
            OptionalLong.empty(),
            false,
            OnFailure.CONTINUE,
            -1,
            -1,
            Mode.DISTRIBUTED,
            0,
            0,
            Map.of(),
            Duration.ofMinutes(5).toMillis());
    Story story = patient(Duration.ofDays(1)).submitted("a").opened(quick).succeeded("a");
    story.waited(Duration.ofMinutes(6)).isNow(BatchStatus.FAILED);
  }

  @Test
  void withoutATimeABatchIsNeverGivenUp() {
    Story story = patient(Duration.ZERO).submitted("a").succeeded("a");
    story.waited(Duration.ofDays(400)).isNow(BatchStatus.RUNNING);
  }

  @Test
  void aCancelThatNoBatchFollowsIsForgotten() {
    Story story = patient(Duration.ofHours(6)).cancelled().waited(Duration.ofHours(7));
    assertThat(story.world.rows.size()).isZero();
    story.submitted("a").released("a");
  }

  @Test
  void aBatchThatWasCancelledBeforeItWasCompleteEndsCancelled() {
    Story story = patient(Duration.ofHours(6)).cancelled().submitted("a");
    story.ended("a", TaskStatus.CANCELLED, Reason.CANCELLED_BEFORE_START);
    story.waited(Duration.ofHours(7)).isNow(BatchStatus.CANCELLED);
  }

  @Test
  void aBatchThatStoppedAndWasNeverSealedEndsToo() {
    Story story =
        patient(Duration.ofHours(6))
            .opened(Story.options(OnFailure.FAIL_FAST, Mode.DISTRIBUTED, 0, false))
            .submitted("a")
            .failed("a")
            .isNow(BatchStatus.RUNNING)
            .waited(Duration.ofHours(7))
            .isNow(BatchStatus.FAILED);
    story.retried().lastReported("a", TaskStatus.SUCCEEDED).isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void aBatchThatIsNeverOpenedIsGivenUp() {
    Story story = patient(Duration.ofHours(6)).submitted(awaitingOpen("a")).sealed(1);
    story.isNow(BatchStatus.OPEN).waited(Duration.ofHours(7)).isNow(BatchStatus.FAILED);
    story.ended("a", TaskStatus.CANCELLED, Reason.INCOMPLETE);
  }

  @Test
  void aBatchThatWasCancelledFirstAndSealedTooHighEnds() {
    Story story = patient(Duration.ofHours(6)).cancelled().submitted("a").sealed(5);
    story.waited(Duration.ofHours(7)).isNow(BatchStatus.CANCELLED);
  }

  @Test
  void tasksThatAreParkedLateAreGivenUpToo() {
    Story story = patient(Duration.ofHours(6)).submitted("a").submitted(awaitingOpen("b"));
    TaskSpec late = awaitingOpen("c", "a");
    story.submitted(late).sealed(3).cancelled("b").waited(Duration.ofHours(7));
    story.isNow(BatchStatus.RUNNING).succeeded("a").waited(Duration.ofHours(13));
    story.ended("c", TaskStatus.CANCELLED, Reason.INCOMPLETE).isNow(BatchStatus.FAILED);
  }

  private static TaskSpec awaitingOpen(String id, String... needs) {
    return new TaskSpec(
        id,
        null,
        "noop",
        Story.json("{}"),
        List.of(needs),
        RunIf.SUCCESS,
        Priority.NORMAL,
        0,
        null,
        "default",
        null,
        0,
        null,
        true,
        Map.of(),
        true,
        0);
  }

  @Test
  void aSealedBatchThatIsCancelledWaitsForNothingMore() {
    new Story().submitted("a").sealed(2).cancelled().isNow(BatchStatus.CANCELLED);
  }
}
