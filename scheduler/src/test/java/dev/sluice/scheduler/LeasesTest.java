package dev.sluice.scheduler;

import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.records.Heartbeat;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.RunningTask;
import dev.sluice.records.Signal;
import dev.sluice.records.TaskStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker answers for a long task by its heartbeats, and the scheduler looks whether it does. */
class LeasesTest {

  private static final Duration A_LOOK_LATER = Duration.ofSeconds(6);

  @TempDir Path stateDirectory;

  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(stateDirectory);
    flow.open("b", 1);
    flow.submit(task("b", "long"));
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void whatAWorkerNamesStaysWithIt() {
    lease(release());
    flow.passTime(A_LOOK_LATER);
    flow.passTime(A_LOOK_LATER);

    assertThat(flow.releases()).isEmpty();
    assertThat(flow.signals()).isEmpty();
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  void whatNobodyNamesAnyMoreIsReleasedAnewWithWhatWasKnownOfIt() {
    lease(release());
    flow.passTime(A_LOOK_LATER);
    flow.workers().left("w1");
    flow.workers().look(0);
    flow.passTime(A_LOOK_LATER);

    Release again = release();
    assertThat(again.getReleaseNumber()).isEqualTo(2);
    assertThat(again.getLost()).isEqualTo(1);
    assertThat(again.getDetails()).isEqualTo(bytes("page 7"));
    assertThat(flow.signals())
        .extracting(Signal::getTaskId, Signal::getReleaseNumber, Signal::getReason)
        .containsExactly(tuple("long", 1, "LEASE_LOST"));

    flow.report(again, TaskStatus.SUCCEEDED);
    assertThat(flow.results()).extracting(Result::getStatus).containsExactly(TaskStatus.SUCCEEDED);
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  void aSchedulerThatHasHeardOfNoWorkerYetWaits() {
    Release release = release();
    report(release);
    flow.passTime(A_LOOK_LATER);
    flow.passTime(A_LOOK_LATER);

    assertThat(flow.releases()).isEmpty();
  }

  @Test
  void leasesOutliveTheScheduler() {
    lease(release());
    flow.restart();
    flow.workers().left("w1");
    flow.workers().look(0);
    flow.passTime(A_LOOK_LATER);

    assertThat(release().getReleaseNumber()).isEqualTo(2);
  }

  @Test
  void aWorkerThatGivesATaskBackSaysHowManyWereLostWithIt() {
    Release release = release();
    flow.report(
        Report.newBuilder()
            .setBatchId("b")
            .setTaskId("long")
            .setReleaseNumber(release.getReleaseNumber())
            .setOutcome(TaskStatus.CANCELLED)
            .setReason("HANDED_BACK")
            .setStartedAt(1)
            .setFinishedAt(1)
            .setWorkerId("w1")
            .setRetryInMs(0)
            .setLost(2)
            .setDetails(bytes("page 9")));

    Release again = release();
    assertThat(again.getLost()).isEqualTo(2);
    assertThat(again.getDetails()).isEqualTo(bytes("page 9"));
  }

  private Release release() {
    List<Release> releases = flow.releases();
    assertThat(releases).hasSize(1);
    return releases.getFirst();
  }

  private void lease(Release release) {
    report(release);
    flow.workers().heard(heartbeat(release), 0, 0);
    flow.workers().look(0);
  }

  private void report(Release release) {
    flow.report(
        Report.newBuilder()
            .setBatchId("b")
            .setTaskId(release.getTaskId())
            .setReleaseNumber(release.getReleaseNumber())
            .setOutcome(TaskStatus.UNKNOWN)
            .setLeased(true)
            .setStartedAt(1)
            .setFinishedAt(1)
            .setWorkerId("w1"));
  }

  private static Heartbeat heartbeat(Release release) {
    return Heartbeat.newBuilder()
        .setWorkerId("w1")
        .setHost("h")
        .setStartedAt(0)
        .setAt(0)
        .setConcurrency(4)
        .setRunning(
            List.of(
                RunningTask.newBuilder()
                    .setBatchId("b")
                    .setTaskId(release.getTaskId())
                    .setReleaseNumber(release.getReleaseNumber())
                    .setStartedAt(1)
                    .setLeased(true)
                    .setDetails(bytes("page 7"))
                    .build()))
        .build();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
