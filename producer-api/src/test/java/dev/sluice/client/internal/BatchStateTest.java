package dev.sluice.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.TaskResult;
import dev.sluice.client.internal.BatchState.Recorded;
import dev.sluice.client.internal.BatchState.Turn;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Counts;
import dev.sluice.records.Durations;
import dev.sluice.records.Result;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchStateTest {

  private final BatchState state = new BatchState("b", true, 1);

  private Turn resultArrived(long offset, TaskStatus status, int round) {
    return state.resultsArrived(List.of(new Recorded(offset, result(status, round))));
  }

  private static TaskResult result(TaskStatus status, int round) {
    return RecordsIn.result(
        Result.newBuilder()
            .setBatchId("b")
            .setTaskId("a")
            .setRound(round)
            .setStatus(status)
            .setType("echo")
            .build());
  }

  private static BatchSummary summary(BatchStatus status) {
    return summary(status, 1);
  }

  private static BatchSummary summary(BatchStatus status, int round) {
    return RecordsIn.summary(
        Summary.newBuilder()
            .setBatchId("b")
            .setStatus(status)
            .setRound(round)
            .setCounts(Counts.newBuilder().setTotal(1).build())
            .setQueueWait(Durations.newBuilder().build())
            .setRunTime(Durations.newBuilder().build())
            .build());
  }

  @Test
  void anEndThatIsReadFromThePastIsNotTakenForTheEnd() {
    assertThat(resultArrived(0, TaskStatus.FAILED, 1)).isEqualTo(Turn.GOES_ON);
    assertThat(state.summaryArrived(0, summary(BatchStatus.FAILED))).isEqualTo(Turn.GOES_ON);
    assertThat(state.summaryArrived(1, summary(BatchStatus.RUNNING))).isEqualTo(Turn.GOES_ON);
    assertThat(state.becameCurrent()).isEqualTo(Turn.GOES_ON);

    assertThat(resultArrived(1, TaskStatus.SUCCEEDED, 2)).isEqualTo(Turn.GOES_ON);
    assertThat(state.summaryArrived(2, summary(BatchStatus.SUCCEEDED))).isEqualTo(Turn.COMPLETED);
    assertThat(state.progress().succeeded()).isEqualTo(1);
    assertThat(state.progress().failed()).isZero();
  }

  @Test
  void recordsThatAreReadTwiceCountOnce() {
    var unused = state.becameCurrent();
    unused = state.summaryArrived(5, summary(BatchStatus.RUNNING));
    unused = state.summaryArrived(4, summary(BatchStatus.SUCCEEDED));

    assertThat(state.summary()).get().extracting(BatchSummary::status).hasToString("RUNNING");
    assertThat(state.summaryArrived(6, summary(BatchStatus.SUCCEEDED)))
        .isEqualTo(Turn.RESULTS_MISSING);
    assertThat(resultArrived(7, TaskStatus.SUCCEEDED, 1)).isEqualTo(Turn.COMPLETED);
    assertThat(resultArrived(7, TaskStatus.SUCCEEDED, 1)).isEqualTo(Turn.GOES_ON);
    assertThat(state.results(all -> true)).hasSize(1);
  }

  @Test
  void resultsOfTheRoundBeforeAreNotTakenForThoseOfThisOne() {
    var unused = resultArrived(0, TaskStatus.FAILED, 1);
    unused = state.summaryArrived(0, summary(BatchStatus.FAILED));
    unused = state.summaryArrived(1, summary(BatchStatus.RUNNING, 2));
    unused = state.becameCurrent();
    unused = state.roundWasRead(1);

    assertThat(state.summaryArrived(2, summary(BatchStatus.SUCCEEDED, 3)))
        .isEqualTo(Turn.RESULTS_MISSING);
    assertThat(state.roundWasRead(2)).isEqualTo(Turn.RESULTS_MISSING);
    assertThat(resultArrived(1, TaskStatus.SUCCEEDED, 3)).isEqualTo(Turn.RESULTS_MISSING);
    assertThat(state.roundWasRead(3)).isEqualTo(Turn.COMPLETED);
    assertThat(state.progress().succeeded()).isEqualTo(1);
  }

  @Test
  void aBatchOfWhichEverythingWasForgottenIsNotThere() {
    BatchState asked = new BatchState("b", false, -1);
    var unused = asked.summaryArrived(0, summary(BatchStatus.SUCCEEDED));
    unused = asked.summaryArrived(1, null);
    unused = asked.resultsArrived(List.of(new Recorded(0, result(TaskStatus.SUCCEEDED, 1))));
    asked.resultForgotten(1, "a");
    unused = asked.becameCurrent();

    assertThat(asked.notFound()).isTrue();
  }

  @Test
  void aBatchThatWasSubmittedIsThereUntilItIsForgotten() {
    var unused = state.summaryArrived(0, null);
    unused = state.becameCurrent();
    assertThat(state.notFound()).as("an earlier one of this id was forgotten").isFalse();

    unused = state.summaryArrived(1, summary(BatchStatus.RUNNING));
    unused = state.summaryArrived(2, null);
    assertThat(state.notFound()).isTrue();
  }
}
