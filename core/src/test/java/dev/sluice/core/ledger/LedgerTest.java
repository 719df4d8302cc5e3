package dev.sluice.core.ledger;

import static dev.sluice.core.ledger.Story.options;
import static dev.sluice.core.ledger.Story.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LedgerTest {

  @Test
  void aDiamondIsReleasedLayerByLayer() {
    new Story()
        .submitted("join", "left", "right")
        .submitted("left", "top")
        .submitted("right", "top")
        .released()
        .submitted("top")
        .released("top")
        .sealed(4)
        .succeeded("top")
        .released("top", "left", "right")
        .succeeded("left")
        .released("top", "left", "right")
        .succeeded("right")
        .succeeded("join")
        .isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void outputsOfNeedsTravelAsInputsAndInPlaceholders() {
    Story story =
        new Story()
            .submitted("a")
            .submitted("b")
            .submitted(
                task(
                    "c",
                    "{\"stdin\":\"${a.output}|${b.output}\",\"price\":\"$${5}\"}",
                    RunIf.SUCCESS,
                    "a",
                    "b"))
            .succeeded("a", "say \"hi\"\n")
            .succeeded("b", "two");
    assertThat(story.payloadOf("c"))
        .isEqualTo("{\"stdin\":\"say \\\"hi\\\"\\n|two\",\"price\":\"${5}\"}");
    assertThat(story.release("c").inputs())
        .extracting(Effect.NeedOutcome::taskId)
        .containsExactly("a", "b");
  }

  @Test
  void aPlaceholderMayNameOnlyANeed() {
    Story story = new Story().submitted(task("c", "{\"x\":\"${other.output}\"}", RunIf.SUCCESS));
    story.ended("c", TaskStatus.REJECTED, Reason.UNKNOWN_INPUT);
    assertThat(story.errorOf("c")).contains("${other.output}").contains("not a need");
  }

  @Test
  void dependantsOfAFailedTaskAreSkippedAndTheRestRuns() {
    new Story()
        .submitted("a")
        .submitted("b", "a")
        .submitted("c", "b")
        .submitted("other")
        .sealed(4)
        .failed("a")
        .ended("b", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED)
        .ended("c", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED)
        .succeeded("other")
        .isNow(BatchStatus.FAILED);
  }

  @Test
  void failFastCancelsTheRestAndTellsTheWorkers() {
    Story story =
        new Story()
            .opened(options(OnFailure.FAIL_FAST, Mode.DISTRIBUTED, 0, false))
            .submitted("a")
            .submitted("b")
            .submitted("c", "b")
            .sealed(3)
            .failed("a")
            .ended("b", TaskStatus.CANCELLED, Reason.FAIL_FAST)
            .ended("c", TaskStatus.CANCELLED, Reason.FAIL_FAST)
            .isNow(BatchStatus.FAILED)
            .succeeded("b")
            .surprise(Reason.ALREADY_ENDED);
    assertThat(story.world.stops)
        .as("one word to the workers for the whole batch")
        .singleElement()
        .satisfies(stop -> assertThat(stop.taskId()).isNull());
  }

  @Test
  void cleanUpTasksRunAfterAFailure() {
    new Story()
        .submitted("a")
        .submitted(task("mend", "{}", RunIf.FAILURE, "a"))
        .submitted(task("always", "{}", RunIf.ALWAYS, "a"))
        .sealed(3)
        .failed("a")
        .released("a", "always", "mend");
  }

  @Test
  void aWindowHoldsTasksBackInOrderOfSubmission() {
    new Story()
        .opened(options(OnFailure.CONTINUE, Mode.PARALLEL, 2, false))
        .submitted("a")
        .submitted("b")
        .submitted("c")
        .submitted("d")
        .released("a", "b")
        .succeeded("b")
        .released("a", "b", "c")
        .succeeded("a")
        .released("a", "b", "c", "d");
  }

  @Test
  void aHeldBatchWaitsForItsStartAndAPausedOneToo() {
    new Story()
        .opened(options(OnFailure.CONTINUE, Mode.DISTRIBUTED, 0, true))
        .submitted("a")
        .released()
        .started()
        .released("a")
        .paused()
        .submitted("b")
        .released("a")
        .started()
        .released("a", "b");
  }

  @Test
  void anEmptyBatchSucceedsAtOnce() {
    new Story().opened(options()).sealed(0).isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void aCycleIsRejectedWithItsPathAndTasksBehindItAreSkipped() {
    Story story =
        new Story()
            .submitted("a", "c")
            .submitted("b", "a")
            .submitted("c", "b")
            .submitted("behind", "c")
            .submitted("free")
            .sealed(5)
            .succeeded("free")
            .ended("a", TaskStatus.REJECTED, Reason.CYCLE)
            .ended("b", TaskStatus.REJECTED, Reason.CYCLE)
            .ended("c", TaskStatus.REJECTED, Reason.CYCLE)
            .ended("behind", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED)
            .isNow(BatchStatus.FAILED);
    assertThat(story.errorOf("b")).isEqualTo("cycle of needs: a -> c -> b -> a");
  }

  @Test
  void aBatchOfWhichNothingCouldRunIsRejected() {
    new Story()
        .submitted("a", "b")
        .submitted("b", "a")
        .sealed(2)
        .isNow(BatchStatus.REJECTED)
        .ended("a", TaskStatus.REJECTED, Reason.CYCLE);
    new Story()
        .opened(options())
        .paused()
        .submitted("a", "a")
        .ended("a", TaskStatus.REJECTED, Reason.SELF_NEED)
        .sealed(1)
        .isNow(BatchStatus.REJECTED);
  }

  @Test
  void aNeedThatNobodySubmitsIsNamed() {
    Story story =
        new Story()
            .submitted("a", "ghost")
            .sealed(1)
            .ended("a", TaskStatus.REJECTED, Reason.UNKNOWN_NEED);
    assertThat(story.errorOf("a")).contains("ghost");
  }

  @Test
  void aTaskIsToldFromAnotherOfItsIdAsLongAsItsBatchIsKnown() {
    TaskSpec other = task("a", "{\"other\":1}", RunIf.SUCCESS);
    TaskSpec same = task("a");
    new Story()
        .submitted("a")
        .succeeded("a")
        .submitted(same)
        .surprise(Reason.DUPLICATE)
        .submitted(other)
        .surprise(Reason.CONFLICT);
    new Story()
        .submitted("a")
        .failed("a")
        .submitted(same)
        .surprise(Reason.DUPLICATE)
        .submitted(other)
        .surprise(Reason.CONFLICT);
    new Story()
        .submitted("a", "need")
        .submitted(task("a", "{}", RunIf.SUCCESS, "need"))
        .surprise(Reason.DUPLICATE)
        .submitted(other)
        .surprise(Reason.CONFLICT);
  }

  @Test
  void theSameTaskAgainIsIgnoredAndAnotherOneRejected() {
    new Story()
        .submitted("a")
        .submitted("a")
        .surprise(Reason.DUPLICATE)
        .submitted(task("a", "{\"other\":1}", RunIf.SUCCESS))
        .surprise(Reason.CONFLICT)
        .released("a");
  }

  @Test
  void oneTaskMoreThanSealedIsNotAccepted() {
    new Story()
        .sealed(1)
        .submitted("a")
        .submitted("b")
        .surprise(Reason.BATCH_SEALED)
        .succeeded("a")
        .isNow(BatchStatus.SUCCEEDED)
        .submitted("c")
        .surprise(Reason.BATCH_CLOSED);
  }

  @Test
  void aBatchThatSaysItIsTooLargeIsRefusedAtOnce() {
    Story story = new Story();
    story.event(
        new Event.OpenRequested(
            World.BATCH,
            1,
            new BatchOptions(
                null,
                OptionalLong.of(Limits.DEFAULT.tasksPerBatch() + 1),
                false,
                OnFailure.CONTINUE,
                -1,
                -1,
                Mode.DISTRIBUTED,
                0,
                0,
                Map.of(),
                0)));
    story.isNow(BatchStatus.REJECTED).surprise(Reason.BATCH_TOO_LARGE);
    assertThat(story.world.transitions.ofBatches).contains("- -> REJECTED");
  }

  @Test
  void aDeadlineInThePastEndsTheBatch() {
    Story story = new Story();
    story.event(
        new Event.OpenRequested(
            World.BATCH,
            1_700_000_000_000_100L,
            new BatchOptions(
                null,
                OptionalLong.empty(),
                false,
                OnFailure.CONTINUE,
                -1,
                -1,
                Mode.DISTRIBUTED,
                0,
                1_700_000_000_000_050L,
                Map.of(),
                0)));
    story.isNow(BatchStatus.FAILED);
    assertThat(story.world.changes.getLast().reason()).isEqualTo("DEADLINE");
    assertThat(story.world.transitions.ofBatches).contains("- -> FAILED");
  }

  @Test
  void cancellingIsIdempotentAndReleasesNothingMore() {
    new Story()
        .submitted("a")
        .submitted("b", "a")
        .cancelled()
        .ended("a", TaskStatus.CANCELLED, Reason.CANCEL_REQUESTED)
        .ended("b", TaskStatus.CANCELLED, Reason.CANCEL_REQUESTED)
        .isNow(BatchStatus.CANCELLED)
        .cancelled()
        .surprise(Reason.ALREADY_ENDED)
        .succeeded("a")
        .released("a");
  }

  @Test
  void aCancelThatArrivesBeforeItsBatchIsRemembered() {
    new Story()
        .cancelled()
        .opened(options())
        .submitted("a")
        .released()
        .ended("a", TaskStatus.CANCELLED, Reason.CANCELLED_BEFORE_START)
        .sealed(1)
        .isNow(BatchStatus.CANCELLED);
  }

  @Test
  void oneTaskCanBeCancelledAndItsDependantsAreSkipped() {
    new Story()
        .submitted("a")
        .submitted("b", "a")
        .submitted("c")
        .sealed(3)
        .cancelled("a")
        .ended("a", TaskStatus.CANCELLED, Reason.CANCEL_REQUESTED)
        .ended("b", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED)
        .cancelled("nobody")
        .surprise(Reason.UNKNOWN_TASK)
        .succeeded("c")
        .isNow(BatchStatus.CANCELLED);
  }

  @Test
  void sizesAreNamedWithTheirLimit() {
    Limits small = new Limits(10, 10, 30, 100, 1000, 2, 1, 100, 100);
    Story story =
        new Story(small)
            .submitted(task("a", "{\"a\":\"0123456789\"}", RunIf.SUCCESS))
            .ended("a", TaskStatus.REJECTED, Reason.PAYLOAD_TOO_LARGE)
            .submitted("b", "x", "y", "z")
            .ended("b", TaskStatus.REJECTED, Reason.TOO_MANY_NEEDS)
            .submitted("c")
            .succeeded("c", "01234567890")
            .ended("c", TaskStatus.FAILED, Reason.OUTPUT_TOO_LARGE);
    assertThat(story.errorOf("a")).contains("the limit is 10");
  }

  @Test
  void inputsThatAreTooLargeFailTheTaskInsteadOfTheScheduler() {
    Limits small = new Limits(20, 20, 30, 100, 1000, 10, 1, 100, 100);
    new Story(small)
        .submitted("a")
        .submitted("b")
        .submitted("c", "a", "b")
        .sealed(3)
        .succeeded("a", "01234567890123456789")
        .succeeded("b", "01234567890123456789")
        .ended("c", TaskStatus.FAILED, Reason.INPUTS_TOO_LARGE)
        .isNow(BatchStatus.FAILED);
  }

  @Test
  void aPayloadThatAsksForALargeOutputManyTimesFailsTheTaskAlone() {
    Limits limits = new Limits(1000, 1000, 5000, 100, 1000, 10, 1, 100, 100);
    String asking = "{\"x\":\"" + "${a.output}".repeat(80) + "\"}";
    new Story(limits)
        .submitted("a")
        .submitted(task("b", asking, RunIf.SUCCESS, "a"))
        .sealed(2)
        .succeeded("a", "x".repeat(1000))
        .ended("b", TaskStatus.FAILED, Reason.INPUTS_TOO_LARGE);
  }

  @Test
  void largeReleasesMakeShortDecisions() {
    Story story = new Story().submitted("a");
    for (int i = 0; i < 40; i++) {
      story.submitted("b" + i, "a");
    }
    Decision first =
        story.world.send(
            new Event.TaskReported(
                World.BATCH,
                1,
                "a",
                1,
                TaskStatus.SUCCEEDED,
                null,
                Story.json("\"" + "x".repeat(200_000) + "\""),
                null,
                1,
                1,
                2,
                "w"));
    assertThat(first.effects())
        .filteredOn(Effect.ReleaseTask.class::isInstance)
        .hasSizeLessThan(10);
    story.world.finishWork();
    assertThat(story.world.releases).hasSize(41);
  }

  @Test
  void aTaskThatComesAfterItsBatchWasGivenUpHasAResultToo() {
    Story story =
        new Story()
            .opened(options())
            .submitted("a")
            .cancelled()
            .isNow(BatchStatus.CANCELLED)
            .submitted("late", "a")
            .ended("late", TaskStatus.CANCELLED, Reason.BATCH_CLOSED)
            .isNow(BatchStatus.CANCELLED);
    assertThat(story.world.releases).hasSize(1);
  }

  @Test
  void aSecondCancelEndsABatchWhoseTasksTheFirstOneOvertook() {
    new Story()
        .cancelled()
        .submitted("a")
        .isNow(BatchStatus.RUNNING)
        .cancelled()
        .isNow(BatchStatus.CANCELLED);
  }

  @Test
  void aRecordWithAnImpossibleBatchIdTouchesNothing() {
    World world = new World(Invariant.all());
    for (String id : new String[] {"", "a b", "a\u0000b", "\u00fc", "x".repeat(201)}) {
      Decision decision = world.send(new Event.TaskSubmitted(id, 1, task("a")));
      assertThat(decision.writes()).isEmpty();
      assertThat(decision.batch()).isNull();
      assertThat(decision.effects())
          .singleElement()
          .isInstanceOfSatisfying(
              Effect.Rejected.class, r -> assertThat(r.reason()).isEqualTo(Reason.INVALID_ID));
    }
  }

  @Test
  void everyTaskThatIsCancelledWithItsBatchTellsWhatWasSaid() {
    Story story = new Story().submitted("a").submitted("b", "a").sealed(2).cancelled();
    assertThat(story.errorOf("a")).isEqualTo("enough");
    assertThat(story.errorOf("b")).isEqualTo("enough");
  }
}
