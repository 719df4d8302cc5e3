package dev.sluice.http.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which results are the last ones of their tasks. */
class BatchLifeTest {

  private final BatchLife secondRound = new BatchLife("b", 2, 0, 0);

  private static Result result(TaskStatus status, int round) {
    return Result.newBuilder()
        .setBatchId("b")
        .setTaskId("t")
        .setType("noop")
        .setStatus(status)
        .setRound(round)
        .build();
  }

  @ParameterizedTest
  @EnumSource(TaskStatus.class)
  void everyResultOfTheLastRoundCounts(TaskStatus status) {
    assertThat(secondRound.counts(result(status, 2))).isTrue();
  }

  @Test
  void ofAnEarlierRoundOnlyWhatDoesNotRunAgainCounts() {
    assertThat(secondRound.counts(result(TaskStatus.SUCCEEDED, 1))).isTrue();
    assertThat(secondRound.counts(result(TaskStatus.REJECTED, 1))).isTrue();
    assertThat(secondRound.counts(result(TaskStatus.FAILED, 1))).isFalse();
    assertThat(secondRound.counts(result(TaskStatus.TIMED_OUT, 1))).isFalse();
    assertThat(secondRound.counts(result(TaskStatus.CANCELLED, 1))).isFalse();
    assertThat(secondRound.counts(result(TaskStatus.SKIPPED, 1))).isFalse();
  }
}
