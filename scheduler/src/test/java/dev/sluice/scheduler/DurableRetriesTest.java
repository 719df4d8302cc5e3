package dev.sluice.scheduler;

import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.records.Attempt;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Release;
import dev.sluice.records.Result;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.records.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A retry that is hours away holds no slot and survives restarts. */
class DurableRetriesTest {

  private static final Duration DELAY = Duration.ofHours(2);

  @TempDir Path stateDirectory;

  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(stateDirectory);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void runsTheRetryWhenItIsDueThroughTwoRestarts() {
    flow.open("b", 2);
    flow.submit(task("b", "t").setRetry(retries(3)), task("b", "after", "t"));
    Release first = flow.releases().getFirst();
    failed(first, 1, DELAY);
    assertThat(flow.results()).isEmpty();

    flow.passTime(Duration.ofMinutes(50));
    flow.restart();
    flow.passTime(Duration.ofMinutes(50));
    flow.restart();
    flow.passTime(Duration.ofMinutes(19));
    assertThat(flow.releases()).as("a minute before it is due").isEmpty();
    flow.passTime(Duration.ofMinutes(1));

    Release second = flow.releases().getFirst();
    assertThat(second.getReleaseNumber()).isEqualTo(first.getReleaseNumber() + 1);
    assertThat(second.getAttemptBase()).isEqualTo(1);
    flow.report(first, TaskStatus.SUCCEEDED);
    assertThat(flow.counts().of("ignored-superseded-release")).isEqualTo(1);
    flow.report(second, TaskStatus.SUCCEEDED);
    flow.runAll();
    assertThat(flow.results())
        .extracting(Result::getTaskId, Result::getStatus)
        .containsExactly(tuple("t", TaskStatus.SUCCEEDED), tuple("after", TaskStatus.SUCCEEDED));
    assertThat(flow.summaries().getLast().getStatus()).isEqualTo(BatchStatus.SUCCEEDED);
  }

  @Test
  void endsTheTaskWhenItsAttemptsAreUsedUp() {
    flow.open("b", 1);
    flow.submit(task("b", "t").setRetry(retries(1)));
    failed(flow.releases().getFirst(), 1, DELAY);
    flow.passTime(DELAY);
    failed(flow.releases().getFirst(), 1, DELAY);
    flow.passTime(DELAY);

    assertThat(flow.releases()).isEmpty();
    assertThat(flow.results())
        .singleElement()
        .satisfies(result -> {
          assertThat(result.getStatus()).isEqualTo(TaskStatus.FAILED);
          assertThat(result.getAttempts()).isEqualTo(2);
        });
  }

  @Test
  void putsWhatAWorkerHandsBackInLineAtOnce() {
    flow.open("b", 1);
    flow.submit(task("b", "t"));
    Release first = flow.releases().getFirst();

    flow.report(
        TestRecords.reported(first, TaskStatus.CANCELLED)
            .setReason("HANDED_BACK")
            .setRetryInMs(0L));

    Release second = flow.releases().getFirst();
    assertThat(second.getReleaseNumber()).isEqualTo(first.getReleaseNumber() + 1);
    assertThat(second.getAttemptBase()).isZero();
    flow.report(second, TaskStatus.SUCCEEDED);
    assertThat(flow.results()).hasSize(1);
  }

  @Test
  void aDelayBeyondAllTimesIsOne() {
    flow.open("b", 1);
    flow.submit(task("b", "t").setRetry(retries(3)));
    flow.report(
        TestRecords.reported(flow.releases().getFirst(), TaskStatus.FAILED)
            .setRetryInMs(Long.MAX_VALUE));

    assertThat(flow.results()).isEmpty();
    flow.passTime(Duration.ofDays(29));
    assertThat(flow.releases()).isEmpty();
    flow.passTime(Duration.ofDays(2));
    assertThat(flow.releases()).hasSize(1);
  }

  private void failed(Release release, int attempts, Duration retryIn) {
    flow.report(
        TestRecords.reported(release, TaskStatus.FAILED)
            .setAttempts(
                List.of(new Attempt(attempts, 1_000_000L, 2_000_000L, TaskStatus.FAILED, null)))
            .setRetryInMs(retryIn.toMillis()));
  }

  private static Retry retries(int most) {
    return Retry.newBuilder()
        .setPolicy(RetryPolicy.FIXED)
        .setMaxRetries(most)
        .setDelayMs(DELAY.toMillis())
        .setMaxDelayMs(DELAY.toMillis())
        .build();
  }
}
