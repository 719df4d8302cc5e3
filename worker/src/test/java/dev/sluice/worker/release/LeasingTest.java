package dev.sluice.worker.release;

import static dev.sluice.worker.release.IntakeFixture.LEASE_AFTER;
import static dev.sluice.worker.release.IntakeFixture.LEASE_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.records.Report;
import dev.sluice.records.RunningTask;
import dev.sluice.records.TaskStatus;
import dev.sluice.worker.Releases;
import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LeasingTest {

  @Test
  void aLongTaskIsNamedThenReportedAndThenItsDeliveryIsDoneWithWhileItRunsOn() throws Exception {
    try (var worker = new IntakeFixture(2, false)) {
      var id = worker.transport.deliver(Releases.of("long", "wait").setLost(1).build(), 0);
      worker.untilBegun("long");
      worker.pass(LEASE_AFTER);
      worker.leasing.beat();
      RunningTask named = worker.heartbeats().get(0).getRunning().get(0);
      assertThat(named.getTaskId()).isEqualTo("long");
      assertThat(named.getLeased()).isTrue();
      assertThat(worker.reports()).as("before the heartbeat is acknowledged").isEmpty();

      worker.producer.completeNext();
      await().until(() -> worker.reports().size() == 1);
      Report lease = worker.reports().get(0);
      assertThat(lease.getLeased()).isTrue();
      assertThat(lease.getLost()).isEqualTo(1);
      assertThat(lease.getReleasePartition()).isEqualTo(FakeTransport.PARTITION);
      assertThat(worker.transport.completed).as("before the report is acknowledged").isEmpty();

      worker.producer.completeNext();
      await().until(() -> worker.transport.completed.contains(id));
      assertThat(worker.live.size()).isEqualTo(1);
      worker.leasing.beat();
      assertThat(worker.heartbeats().get(1).getRunning())
          .as("it is held by the heartbeats from now on")
          .allMatch(RunningTask::getLeased)
          .hasSize(1);
      worker.producer.completeNext();

      worker.handler.open("long");
      await().until(() -> worker.reports().size() == 2);
      assertThat(worker.reports().get(1).getOutcome()).isEqualTo(TaskStatus.SUCCEEDED);
      assertThat(worker.reports().get(1).getLeased()).isFalse();
      assertThat(worker.live.size()).as("named until its end is known").isEqualTo(1);
      worker.producer.completeNext();
      assertThat(worker.live.size()).isZero();
      assertThat(worker.transport.completed).containsExactly(id);
    }
  }

  @Test
  void nothingIsLeasedByAHeartbeatThatFails() throws Exception {
    try (var worker = new IntakeFixture(2, false)) {
      worker.transport.deliver(Releases.of("long", "wait").build(), 0);
      worker.untilBegun("long");
      worker.pass(LEASE_AFTER);
      worker.leasing.beat();
      worker.producer.errorNext(new TimeoutException("no"));
      assertThat(worker.reports()).isEmpty();
      worker.leasing.beatIfDue();
      worker.producer.completeNext();
      await("the next one").until(() -> worker.reports().size() == 1);
    }
  }

  @Test
  void aShortTaskIsOnlyNamed() throws Exception {
    try (var worker = new IntakeFixture(2, true)) {
      worker.transport.deliver(Releases.of("short", "wait").build(), 0);
      worker.untilBegun("short");
      worker.pass(LEASE_AFTER.minusNanos(1));
      worker.leasing.beatIfDue();
      assertThat(worker.heartbeats()).isEmpty();
      worker.leasing.beat();
      assertThat(worker.heartbeats().get(0).getRunning()).noneMatch(RunningTask::getLeased);
      assertThat(worker.reports()).isEmpty();
      worker.handler.open("short");
    }
  }

  @Test
  void whatWaitsForASlotIsNotLeased() throws Exception {
    try (var worker = new IntakeFixture(1, true)) {
      worker.transport.deliverTogether(
          Releases.of("first", "wait").build(), Releases.of("second", "wait").build());
      worker.untilBegun("first");
      await().until(() -> worker.live.size() == 2);
      worker.pass(LEASE_AFTER.plus(Duration.ofSeconds(1)));
      worker.leasing.beat();
      await().until(() -> worker.live.size() == 2 && !worker.reports().isEmpty());
      assertThat(worker.reports()).extracting(Report::getTaskId).containsExactly("first");
      worker.handler.open("first");
      worker.handler.open("second");
    }
  }

  @Test
  void whatTheHeartbeatsHoldIsGivenUpWhenNoneWasPublishedForTooLong() throws Exception {
    try (var worker = new IntakeFixture(2, true)) {
      worker.transport.deliver(Releases.of("long", "wait").build(), 0);
      worker.untilBegun("long");
      worker.pass(LEASE_AFTER);
      worker.leasing.beat();
      await().until(() -> worker.transport.completed.size() == 1);
      worker.transport.deliver(Releases.of("held", "wait").build(), 0);
      worker.untilBegun("held");
      worker.pass(LEASE_TIMEOUT.minusNanos(1));
      worker.leasing.stopWhatIsLost();
      assertThat(worker.live.size()).isEqualTo(2);

      worker.pass(Duration.ofNanos(1));
      worker.leasing.beat();
      assertThat(worker.heartbeats().getLast().getRunning())
          .as("its delivery holds the other one")
          .extracting(RunningTask::getTaskId)
          .doesNotContain("long");
      await().until(() -> worker.live.size() == 1);
      assertThat(worker.handler.interrupted).containsExactly("long");
      assertThat(worker.reports()).extracting(Report::getLeased).containsOnly(true);
      worker.handler.open("held");
    }
  }

  @Test
  void aHeartbeatThatWasAcknowledgedTooLateLeasesNothing() throws Exception {
    try (var worker = new IntakeFixture(2, false)) {
      worker.transport.deliver(Releases.of("long", "wait").build(), 0);
      worker.untilBegun("long");
      worker.pass(LEASE_AFTER);
      worker.leasing.beat();
      worker.pass(LEASE_TIMEOUT);
      worker.producer.completeNext();
      worker.leasing.beat();
      worker.producer.completeNext();
      await("the next one").until(() -> worker.reports().size() == 1);
      assertThat(worker.handler.interrupted).isEmpty();
    }
  }

  @Test
  void whileTheWorkerLeavesItSaysSo() throws Exception {
    try (var worker = new IntakeFixture(1, true)) {
      worker.leasing.beat();
      worker.leasing.leave();
      worker.leasing.beat();
      assertThat(worker.heartbeats())
          .extracting(each -> each.getDraining())
          .containsExactly(false, true, true);
    }
  }
}
