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
    return RecordsIn.summary(
        Summary.newBuilder()
            .setBatchId("b")
            .setStatus(status)
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
}
