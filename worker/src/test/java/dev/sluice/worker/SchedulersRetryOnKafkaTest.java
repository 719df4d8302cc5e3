package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Attempt;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.records.Submission;
import dev.sluice.records.TaskStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Reports with which a task goes on elsewhere or with more tasks. */
class SchedulersRetryOnKafkaTest extends WorkersOnKafka {

  private static Release.Builder flaky(int failTimes, long delayMs) {
    return Releases.of("flaky", "simulate", "{\"failTimes\": %d}".formatted(failTimes))
        .setRetry(
            Retry.newBuilder()
                .setPolicy(RetryPolicy.FIXED)
                .setMaxRetries(3)
                .setDelayMs(delayMs)
                .setMaxDelayMs(delayMs)
                .build());
  }

  @Test
  void aLongWaitIsLeftToTheSchedulerAndTheNextReleaseCountsOn() {
    worker(topics.worker("w").withConcurrency(1));
    long twoHours = Duration.ofHours(2).toMillis();
    topics.release(flaky(1, twoHours).build());
    Report failed = reports(1).get(0);
    assertThat(failed.getRetryInMs()).isEqualTo(twoHours);
    assertThat(failed.getOutcome()).isEqualTo(TaskStatus.FAILED);
    assertThat(failed.getReason()).isEqualTo("HANDLER_ERROR");
    assertThat(failed.getAttempts()).extracting(Attempt::getNumber).containsExactly(1);
    topics.release(Releases.of("other", "noop").build());
    assertThat(reports(2).get(1).getTaskId()).as("the slot is free").isEqualTo("other");
    topics.release(flaky(1, twoHours).setReleaseNumber(2).setAttemptBase(1).build());
    Report succeeded = reports(3).get(2);
    assertThat(succeeded.getOutcome()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(succeeded.getRetryInMs()).isEqualTo(-1);
    assertThat(succeeded.getAttempts()).extracting(Attempt::getNumber).containsExactly(2);
  }

  @Test
  void aShortWaitStaysInTheWorkerUnlessEachIsTheSchedulers() {
    worker(topics.worker("w"));
    topics.release(flaky(2, 10).build());
    Report report = reports(1).get(0);
    assertThat(report.getAttempts()).extracting(Attempt::getNumber).containsExactly(1, 2, 3);
    assertThat(report.getRetryInMs()).isEqualTo(-1);
    workers.get(0).drain(Duration.ZERO);
    worker(topics.worker("x").withRetries(new RetryTerms(Duration.ZERO, 3)));
    topics.release(flaky(2, 10).build());
    assertThat(reports(2).get(1).getRetryInMs()).isEqualTo(10);
  }

  @Test
  void tenThousandTasksTravelWithTheReportAndOneMoreFailsTheTask() {
    worker(topics.worker("w"));
    topics.release(Releases.of("fan", "simulate", "{\"spawn\": 10000}").build());
    Report report = reports(1).get(0);
    assertThat(report.getOutcome()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(report.getSpawned())
        .hasSize(10_000)
        .allMatch(each -> each.getType().equals("noop"))
        .extracting(Submission::getTaskId)
        .startsWith("fan/1", "fan/2")
        .endsWith("fan/10000")
        .doesNotHaveDuplicates();
    topics.release(Releases.of("fan", "simulate", "{\"spawn\": 10001}").build());
    Report failed = reports(2).get(1);
    assertThat(failed.getOutcome()).isEqualTo(TaskStatus.FAILED);
    assertThat(failed.getReason()).isEqualTo("TOO_MANY_SPAWNED");
    assertThat(failed.getError().getMessage()).contains("10000 tasks").contains("983040 bytes");
    assertThat(failed.getSpawned()).isEmpty();
  }
}
