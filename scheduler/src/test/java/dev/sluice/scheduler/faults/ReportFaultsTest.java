package dev.sluice.scheduler.faults;

import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.limits.Limits;
import dev.sluice.records.Attempt;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.FlowDriver;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that no worker of Sluice would send. */
class ReportFaultsTest {

  @TempDir Path folder;

  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(folder);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  @DisplayName("B43 an output over the limit fails its task and is never dropped in silence")
  void anOutputOverTheLimitFailsItsTask() {
    int limit = Limits.DEFAULT.outputBytes();
    flow.open("b", 3);
    flow.submit(task("b", "under"), task("b", "at"), task("b", "over"));
    output("under", limit - 1);
    output("at", limit);
    output("over", limit + 1);

    Map<String, Result> results =
        flow.results().stream().collect(Collectors.toMap(Result::getTaskId, r -> r));
    assertThat(results.get("under").getOutput().remaining()).isEqualTo(limit - 1);
    assertThat(results.get("at").getOutput().remaining()).isEqualTo(limit);
    Result over = results.get("over");
    assertThat(over.getStatus()).isEqualTo(TaskStatus.FAILED);
    assertThat(over.getReason()).isEqualTo("OUTPUT_TOO_LARGE");
    assertThat(over.getError().getMessage())
        .isEqualTo(
            "the output has 262145 bytes, the limit is 262144;"
                + " hand on a reference to the data instead");
  }

  @Test
  @DisplayName("B28 B31 times of a report that no clock has give no negative or wrapped duration")
  void timesOfAReportThatNoClockHasGiveNoNegativeDuration() {
    long[][] times = {
      {Long.MIN_VALUE, Long.MAX_VALUE},
      {Long.MAX_VALUE, Long.MIN_VALUE},
      {-1, 5},
      {1_795_000_000L, 1_795_000_001L},
      {2_000_000, 1_000_000}
    };
    flow.open("b", times.length);
    for (int i = 0; i < times.length; i++) {
      flow.submit(task("b", "t" + i));
      report("t" + i, times[i][0], times[i][1]);
    }

    assertThat(flow.results())
        .hasSize(times.length)
        .allSatisfy(result -> {
          assertThat(result.getStatus()).isEqualTo(TaskStatus.SUCCEEDED);
          assertThat(result.getRuntimeMicros()).isNotNegative();
        });
    assertThat(flow.summaries().getLast())
        .satisfies(summary -> {
          assertThat(summary.getDurationMicros()).isBetween(0L, 60_000_000L);
          assertThat(summary.getRunTime().getMax()).isNotNegative();
          assertThat(summary.getQueueWait().getMax()).isBetween(0L, 2_592_000_000_000L);
          assertThat(summary.getThroughputPerSecond()).isNotNegative().isFinite();
        });
  }

  @Test
  @DisplayName("B28 a retry that a worker asks for in 292 million years comes within 30 days")
  void aRetryThatAWorkerAsksForComesWithin30Days() {
    Retry retry = Retry.newBuilder().setPolicy(RetryPolicy.FIXED).setMaxRetries(1).build();
    flow.open("b", 1);
    flow.submit(task("b", "t").setRetry(retry));
    flow.releases();
    flow.report(reporting("t", 1, 2).setOutcome(TaskStatus.FAILED).setRetryInMs(Long.MAX_VALUE));
    flow.passTime(Duration.ofDays(30).minusSeconds(1));
    assertThat(flow.releases()).isEmpty();
    flow.passTime(Duration.ofSeconds(2));

    assertThat(flow.releases()).extracting(Release::getReleaseNumber).containsExactly(2);
  }

  @Test
  @DisplayName("B28 a report that asks for a retry that the task may not have ends the task")
  void aReportThatAsksForARetryThatTheTaskMayNotHaveEndsIt() {
    flow.open("b", 1);
    flow.submit(task("b", "t"));
    flow.releases();
    var attempt = new Attempt(1, 1L, 2L, TaskStatus.FAILED, null);
    flow.report(
        reporting("t", 1, 2)
            .setOutcome(TaskStatus.FAILED)
            .setAttempts(List.of(attempt))
            .setRetryInMs(0));

    assertThat(flow.results())
        .singleElement()
        .satisfies(result -> assertThat(result.getStatus()).isEqualTo(TaskStatus.FAILED));
    assertThat(flow.releases()).isEmpty();
  }

  @Test
  @DisplayName("B26 a type that nobody serves is released, for a worker may come that does")
  void aTypeThatNobodyServesIsReleased() {
    flow.open("b", 1);
    flow.submit(task("b", "t").setType("no.such.handler:v99"));

    assertThat(flow.releases()).extracting(Release::getType).containsExactly("no.such.handler:v99");
    flow.report(reporting("t", 1, 2).setOutcome(TaskStatus.FAILED).setReason("NO_HANDLER"));
    assertThat(flow.results())
        .singleElement()
        .satisfies(result -> {
          assertThat(result.getReason()).isEqualTo("NO_HANDLER");
          assertThat(result.getRetryCount()).isZero();
        });
  }

  private void output(String taskId, int size) {
    flow.report(reporting(taskId, 1, 2).setOutput(ByteBuffer.allocate(size)));
  }

  private void report(String taskId, long startedAt, long finishedAt) {
    flow.report(reporting(taskId, startedAt, finishedAt));
  }

  private static Report.Builder reporting(String taskId, long startedAt, long finishedAt) {
    return Report.newBuilder()
        .setBatchId("b")
        .setTaskId(taskId)
        .setReleaseNumber(1)
        .setOutcome(TaskStatus.SUCCEEDED)
        .setStartedAt(startedAt)
        .setFinishedAt(finishedAt)
        .setWorkerId("w1");
  }
}
