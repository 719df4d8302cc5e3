package dev.sluice.client.audit;

import static dev.sluice.client.audit.ForgedBatch.at;
import static dev.sluice.client.audit.ForgedBatch.notRun;
import static dev.sluice.client.audit.ForgedBatch.release;
import static dev.sluice.client.audit.ForgedBatch.report;
import static dev.sluice.client.audit.ForgedBatch.result;
import static dev.sluice.client.audit.ForgedBatch.submission;
import static dev.sluice.client.audit.ForgedBatch.tamper;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.audit.Audit.Standing;
import dev.sluice.client.audit.Audit.Verdict;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Input;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each guarantee is broken once, in a batch that is right but for that. */
class JudgeTest {

  /**
   * A forgery.
   *
   * @param breaks guarantees that it breaks; one lie may make others untrue
   * @param says what one of them says first
   */
  record Forgery(String what, Consumer<ForgedBatch> how, List<Class<?>> breaks, String says) {

    @Override
    public String toString() {
      return what;
    }
  }

  private static Forgery forgery(
      String what, Consumer<ForgedBatch> how, String says, Class<?>... breaks) {
    return new Forgery(what, how, List.of(breaks), says);
  }

  static Stream<Forgery> forgeries() {
    return Stream.of(
        forgery(
            "a second result in the round",
            batch -> batch.results.add(at(70, result("a", 20).build())),
            "task a has two results in round 1, SUCCEEDED at offset 0 and SUCCEEDED at 4",
            OneResultPerTask.class),
        forgery(
            "a result of an earlier round after a later one",
            batch -> {
              tamper(batch.results, 3, old -> Result.newBuilder(old).setRound(2).build());
              tamper(batch.reports, 3, old -> copy(old).setRound(2).build());
              tamper(
                  batch.releases,
                  2,
                  old ->
                      Release.newBuilder(old).setRound(2).setReleaseNumber(1 + (1 << 20)).build());
              tamper(batch.reports, 3, old -> copy(old).setReleaseNumber(1 + (1 << 20)).build());
              batch.results.add(
                  at(70, notRun("child", 70, TaskStatus.CANCELLED, "FAIL_FAST").build()));
              batch.summaries.removeLast();
              batch.close(71, BatchStatus.CANCELLED);
            },
            "task child has a result of round 1 at offset 4, after one of round 2",
            OneResultPerTask.class),
        forgery(
            "a task that succeeded and ended once more in the next round",
            batch -> {
              batch.results.add(
                  at(80, notRun("a", 80, TaskStatus.CANCELLED, "FAIL_FAST").setRound(2).build()));
              batch.close(81, BatchStatus.CANCELLED);
            },
            "task a ended SUCCEEDED in round 1 and again in round 2",
            OneResultPerTask.class,
            EveryTaskEnds.class),
        forgery(
            "a task without a result",
            batch -> {
              batch.submissions.add(at(0, submission("lost").build()));
            },
            "task lost has no result, and the batch closed round 1",
            EveryTaskEnds.class),
        forgery(
            "a task that was added and has no result",
            batch -> {
              batch.results.remove(3);
              batch.reports.remove(3);
              batch.summaries.removeLast();
              batch.close(70, BatchStatus.SUCCEEDED);
            },
            "task child has no result, and the batch closed round 1",
            EveryTaskEnds.class),
        forgery(
            "a task that nobody submitted",
            batch -> batch.submissions.removeFirst(),
            "task a ended SUCCEEDED and nobody submitted it",
            NothingInvented.class),
        forgery(
            "a run that no worker reported",
            batch -> batch.reports.removeLast(),
            "task child ended SUCCEEDED after a run that no report tells of",
            NothingInvented.class),
        forgery(
            "a success without a run",
            batch -> {
              tamper(
                  batch.results,
                  3,
                  old -> notRun("child", 70, TaskStatus.SUCCEEDED, "none").setReason(null).build());
              batch.summaries.removeLast();
              batch.close(70, BatchStatus.SUCCEEDED);
            },
            "task child succeeded without a run",
            NothingInvented.class),
        forgery(
            "a result before that of its need",
            batch -> batch.results.add(0, batch.results.remove(1)),
            "task b ended SUCCEEDED at offset 0, and its need a only at 1",
            StartedOnlyAfterNeeds.class),
        forgery(
            "a release that does not know of its need",
            batch ->
                tamper(
                    batch.releases, 1, old -> Release.newBuilder(old).setInputs(List.of()).build()),
            "release 1 of task b does not say how its need a had ended",
            StartedOnlyAfterNeeds.class),
        forgery(
            "a release that takes a failed need for a good one",
            batch -> {
              Input failed = Input.newBuilder().setTaskId("a").setStatus(TaskStatus.FAILED).build();
              tamper(
                  batch.releases,
                  1,
                  old -> Release.newBuilder(old).setInputs(List.of(failed)).build());
            },
            "release 1 of task b says that its need a ended FAILED, the result says SUCCEEDED",
            StartedOnlyAfterNeeds.class),
        forgery(
            "a release long before the result of its need",
            batch -> batch.releases.set(1, at(12, batch.releases.get(1).record())),
            "release 1 of task b is 8000 ms older than the result of its need a",
            StartedOnlyAfterNeeds.class),
        forgery(
            "a task that was skipped for nothing",
            batch -> {
              tamper(batch.submissions, 2, old -> submission("clean", "b").build());
            },
            "task clean was skipped: it runs on SUCCESS, and its needs ended [SUCCEEDED]",
            StartedOnlyAfterNeeds.class),
        forgery(
            "a run without its release",
            batch -> batch.releases.removeFirst(),
            "task a was run as release 1, which is not there",
            StartedOnlyAfterRelease.class),
        forgery(
            "a report long before its release",
            batch -> {
              batch.releases.set(0, at(18, batch.releases.get(0).record()));
              batch.reports.set(0, at(10, batch.reports.get(0).record()));
            },
            "task a was reported 8000 ms before release 1",
            StartedOnlyAfterRelease.class),
        forgery(
            "two releases under one number",
            batch -> batch.releases.add(at(51, release("b", 2, "a").build())),
            "task b was released twice under number 2, the second time at offset 4",
            ReleasedUnderItsOwnNumber.class),
        forgery(
            "a number of another round",
            batch ->
                tamper(
                    batch.releases,
                    1,
                    old -> Release.newBuilder(old).setReleaseNumber(5 + (1 << 20)).build()),
            "task b: 1048581 is no number of round 1",
            ReleasedUnderItsOwnNumber.class),
        forgery(
            "more attempts than the plan allows",
            batch -> {
              tamper(
                  batch.results,
                  1,
                  old -> Result.newBuilder(old).setAttempts(3).setRetryCount(2).build());
              batch.summaries.removeLast();
              batch.close(70, BatchStatus.SUCCEEDED);
            },
            "task b had 3 attempts in round 1, its plan allows 2",
            AttemptsWithinPlan.class),
        forgery(
            "a run time that is not from start to end",
            batch ->
                tamper(batch.results, 0, old -> Result.newBuilder(old).setRuntimeMicros(7).build()),
            "task a ran for 7 us from",
            AttemptsWithinPlan.class),
        forgery(
            "a summary that counts a retry that was none",
            batch -> tamperSummary(batch, old -> Summary.newBuilder(old).setRetried(2).build()),
            "the summary counts 2 retries, the results say 1",
            CountsAddUp.class),
        forgery(
            "a batch that closes twice",
            batch -> {
              batch.close(75, BatchStatus.FAILED);
            },
            "the batch had closed SUCCEEDED in round 1, and then was FAILED",
            ClosedOnce.class),
        forgery(
            "a batch that closes before all its tasks have ended",
            batch ->
                tamperSummary(batch, old -> Summary.newBuilder(old).setExpectedTasks(5L).build()),
            "the batch closed SUCCEEDED when 4 of 5 tasks had ended",
            ClosedOnce.class),
        forgery(
            "a result after the close",
            batch -> batch.results.set(3, at(80, batch.results.get(3).record())),
            "task child ended SUCCEEDED 10000 ms after the batch had closed round 1",
            NothingAfterTheEnd.class),
        forgery(
            "a release of a task that has ended",
            batch -> batch.releases.add(at(30, release("a", 2).build())),
            "task a was released as 2 after it had ended SUCCEEDED in round 1",
            NothingAfterTheEnd.class),
        forgery(
            "a release after the cancel of the batch",
            JudgeTest::releasedAfterCancel,
            "task free was released 10000 ms after the cancel of the batch had been obeyed",
            NothingReleasedAfterCancel.class));
  }

  private static Report.Builder copy(Report report) {
    return Report.newBuilder(report);
  }

  private static void tamperSummary(ForgedBatch batch, UnaryOperator<Summary> how) {
    tamper(batch.summaries, batch.summaries.size() - 1, how);
  }

  private static void releasedAfterCancel(ForgedBatch batch) {
    batch.submissions.add(at(0, submission("stopped").build()));
    batch.submissions.add(at(0, submission("free").build()));
    batch.results.add(
        at(71, notRun("stopped", 71, TaskStatus.CANCELLED, "CANCEL_REQUESTED").build()));
    batch.releases.add(at(81, release("free", 1).build()));
    batch.reports.add(at(90, report("free", 1, 90).build()));
    batch.results.add(at(90, result("free", 90).build()));
    Summary closed = batch.closing(BatchStatus.CANCELLED, 90).build();
    batch.summaries.removeLast();
    batch.summaries.add(at(90, Summary.newBuilder(closed).setReason("CANCEL_REQUESTED").build()));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void whatIsForgedIsSeenByTheGuaranteeThatItBreaks(Forgery forgery) {
    ForgedBatch batch = ForgedBatch.honest();
    forgery.how().accept(batch);

    Audit audit = batch.judged();

    List<Verdict> broken =
        audit.verdicts().stream().filter(verdict -> verdict.standing() == Standing.BROKEN).toList();
    assertThat(broken.stream().flatMap(verdict -> verdict.examples().stream()))
        .anyMatch(example -> example.startsWith(forgery.says()));
    assertThat(broken)
        .extracting(Verdict::guarantee)
        .contains(forgery.breaks().stream().map(Class::getSimpleName).toArray(String[]::new));
    assertThat(audit.broken()).isTrue();
  }

  @Test
  void anHonestBatchHoldsAllGuaranteesAndEachCompares() {
    Audit audit = ForgedBatch.honest().judged();

    assertThat(audit.verdicts())
        .allSatisfy(verdict -> {
          assertThat(verdict.standing()).as(verdict.toString()).isEqualTo(Standing.HELD);
          if (!verdict.guarantee().equals("NothingReleasedAfterCancel")) {
            assertThat(verdict.checked()).as(verdict.guarantee()).isPositive();
          }
        });
    assertThat(audit.held()).isTrue();
    assertThat(audit.status()).isEqualTo("SUCCEEDED");
    assertThat(audit.tasks()).isEqualTo(4);
  }

  @Test
  void everyGuaranteeIsBrokenBySomeForgery() {
    List<String> broken =
        forgeries()
            .flatMap(forgery -> forgery.breaks().stream())
            .map(Class::getSimpleName)
            .distinct()
            .toList();

    assertThat(ForgedBatch.honest().judged().verdicts())
        .extracting(Verdict::guarantee)
        .containsExactlyInAnyOrderElementsOf(broken);
  }

  @Test
  void aTransactionMayBeWrittenInAnyOrder() {
    ForgedBatch batch = ForgedBatch.honest();
    batch.releases.set(1, at(19, batch.releases.get(1).record()));
    batch.results.set(3, at(72, batch.results.get(3).record()));

    assertThat(batch.judged().held()).isTrue();
  }

  @Test
  void whatTopicsHaveForgottenIsNotHeldAndNotBroken() {
    ForgedBatch batch = ForgedBatch.honest();
    batch.submissions.clear();
    batch.reports.clear();
    batch.releases.clear();
    var judge = new Judge(ForgedBatch.ID, ForgedBatch.SLACK);
    for (Topic topic : Topic.values()) {
      judge.begins(topic, ForgedBatch.BEGIN + 100_000);
    }

    Audit audit = batch.judgedBy(judge);

    assertThat(audit.broken()).isFalse();
    assertThat(standing(audit, NothingInvented.class)).isEqualTo(Standing.UNSEEN);
    assertThat(standing(audit, StartedOnlyAfterNeeds.class)).isEqualTo(Standing.UNSEEN);
    assertThat(standing(audit, StartedOnlyAfterRelease.class)).isEqualTo(Standing.UNSEEN);
    assertThat(standing(audit, OneResultPerTask.class)).isEqualTo(Standing.HELD);
    assertThat(standing(audit, CountsAddUp.class)).isEqualTo(Standing.HELD);
    assertThat(standing(audit, ClosedOnce.class)).isEqualTo(Standing.HELD);
  }

  @Test
  void whatTopicsHaveForgottenBeforeTheBatchBeganDoesNotMatter() {
    var judge = new Judge(ForgedBatch.ID, ForgedBatch.SLACK);
    for (Topic topic : Topic.values()) {
      judge.begins(topic, ForgedBatch.BEGIN - 100_000);
    }

    assertThat(ForgedBatch.honest().judgedBy(judge).held()).isTrue();
  }

  @Test
  void aBatchThatHasNotEndedIsJudgedAsFarAsItIs() {
    ForgedBatch batch = ForgedBatch.honest();
    batch.summaries.removeLast();
    batch.results.removeLast();

    Audit audit = batch.judged();

    assertThat(audit.broken()).isFalse();
    assertThat(audit.verdicts())
        .filteredOn(verdict -> verdict.guarantee().equals("EveryTaskEnds"))
        .singleElement()
        .satisfies(verdict ->
            assertThat(verdict.unseen())
                .containsExactly("the batch has not ended: 3 of 4 tasks have a result"));
  }

  @Test
  void aSubmissionThatWentToTheDeadLettersNeedsNoResult() {
    ForgedBatch batch = ForgedBatch.honest();
    batch.submissions.add(at(0, submission("fifth").build()));
    batch.deadLetters.add(at(3, submission("fifth").build()));

    assertThat(batch.judged().held()).isTrue();
  }

  @Test
  void whatFailedAndSucceededInTheNextRoundHoldsAll() {
    ForgedBatch batch = ForgedBatch.honest();
    tamper(batch.results, 3, old -> Result.newBuilder(old).setStatus(TaskStatus.FAILED).build());
    tamper(batch.reports, 3, old -> copy(old).setOutcome(TaskStatus.FAILED).build());
    batch.summaries.removeLast();
    batch.close(70, BatchStatus.FAILED);
    batch.summaries.add(at(80, ForgedBatch.summary(BatchStatus.RUNNING, 4).setRound(2).build()));
    int number = 1 + (1 << 20);
    batch.releases.add(at(80, release("child", number, "a").setRound(2).build()));
    batch.reports.add(at(90, report("child", number, 90).setRound(2).build()));
    batch.results.add(
        at(80, notRun("clean", 80, TaskStatus.SKIPPED, "NO_NEED_FAILED").setRound(2).build()));
    batch.results.add(at(90, result("child", 90).setRound(2).build()));
    batch.close(90, BatchStatus.SUCCEEDED);

    assertThat(batch.judged().verdicts())
        .allSatisfy(verdict ->
            assertThat(verdict.standing()).as(verdict.toString()).isEqualTo(Standing.HELD));
  }

  @Test
  void anEarlierLifeOfTheIdCountsForNothing() {
    ForgedBatch batch = ForgedBatch.honest();
    var judge = new Judge(ForgedBatch.ID, ForgedBatch.SLACK);
    judge.summary(new Place(0, ForgedBatch.BEGIN - 500), batch.summaries.getLast().record());
    judge.summary(new Place(1, ForgedBatch.BEGIN - 100), null);
    judge.result(new Place(0, ForgedBatch.BEGIN - 500), "a", batch.results.getFirst().record());
    judge.result(new Place(1, ForgedBatch.BEGIN - 99), "a", null);
    judge.release(new Place(0, ForgedBatch.BEGIN - 600), batch.releases.getFirst().record());

    Audit audit = batch.judgedBy(judge);

    assertThat(audit.verdicts())
        .allSatisfy(verdict ->
            assertThat(verdict.standing()).as(verdict.toString()).isEqualTo(Standing.HELD));
    assertThat(audit.notes()).hasSize(1);
  }

  private static Standing standing(Audit audit, Class<?> guarantee) {
    return audit.verdicts().stream()
        .filter(verdict -> verdict.guarantee().equals(guarantee.getSimpleName()))
        .findFirst()
        .orElseThrow()
        .standing();
  }
}
