package dev.sluice.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.worker.gate.Verdict;
import dev.sluice.worker.handler.NonRetryableException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictsTest {

  private static Verdict of(Exception thrown) {
    return Verdicts.of(Failures.thrown(thrown, 100));
  }

  @Test
  void whatARetryMightMendIsASignOfTrouble() {
    assertThat(of(new IllegalStateException("connection refused"))).isEqualTo(Verdict.FAILED);
  }

  @Test
  void whoAsksToWaitHasTooMuchToDo() {
    var error = new TaskError("Busy", "429", true);
    assertThat(
            Verdicts.of(
                new AttemptOutcome.Failed(FailureCode.HANDLER_ERROR, error, Duration.ofSeconds(3))))
        .isEqualTo(Verdict.OVERLOADED);
  }

  @Test
  void whatIsTheTasksOwnFaultSaysNothing() {
    assertThat(of(new NonRetryableException("params: 'url' is missing")))
        .isEqualTo(Verdict.SAYS_NOTHING);
    assertThat(Verdicts.of(Failures.of(FailureCode.OUTPUT_TOO_LARGE, "6 MiB")))
        .isEqualTo(Verdict.SAYS_NOTHING);
    assertThat(Verdicts.of(Failures.of(FailureCode.TOO_MANY_SPAWNED, "20,000")))
        .isEqualTo(Verdict.SAYS_NOTHING);
  }

  @ParameterizedTest
  @EnumSource(StopCause.class)
  void ofTheStopsOnlyATimeoutSaysSomething(StopCause cause) {
    assertThat(Verdicts.of(new AttemptOutcome.Stopped(cause, "")))
        .isEqualTo(cause == StopCause.TIMEOUT ? Verdict.OVERLOADED : Verdict.SAYS_NOTHING);
  }

  @Test
  void aSuccessIsWell() {
    assertThat(Verdicts.of(new AttemptOutcome.Succeeded(Content.EMPTY, List.of())))
        .isEqualTo(Verdict.SUCCEEDED);
  }
}
