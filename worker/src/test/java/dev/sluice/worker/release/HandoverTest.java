package dev.sluice.worker.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.sluice.records.Report;
import dev.sluice.worker.Releases;
import dev.sluice.worker.transport.DeliveryId;
import dev.sluice.worker.transport.Upheaval;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandoverTest {

  @Test
  void aTaskThatIsLostIsInterruptedAndNothingIsReported() throws Exception {
    try (var worker = new IntakeFixture(2, true)) {
      var id = worker.transport.deliver(Releases.of("t", "wait").build(), 0);
      worker.untilBegun("t");
      worker.transport.happens(upheaval -> upheaval.lost(List.of(id)));
      await().until(() -> worker.handler.interrupted.contains("t"));
      await().until(() -> worker.live.size() == 0);
      assertThat(worker.reports()).isEmpty();
      assertThat(worker.transport.completed).isEmpty();
    }
  }

  @Test
  void aLeasedTaskCanNotBeLost() throws Exception {
    try (var worker = new IntakeFixture(2, true)) {
      var id = worker.transport.deliver(Releases.of("long", "wait").build(), 0);
      worker.untilBegun("long");
      worker.pass(IntakeFixture.LEASE_AFTER);
      worker.leasing.beat();
      worker.transport.happens(upheaval -> upheaval.lost(List.of(id)));
      worker.transport.happens(upheaval -> worker.handler.open("long"));
      await().until(() -> worker.live.size() == 0);
      assertThat(worker.handler.interrupted).isEmpty();
      assertThat(worker.reports())
          .extracting(Report::getLeased)
          .as("the lease and the end")
          .containsExactly(true, false);
    }
  }

  @Test
  void whatRunsIsLeasedWhenItsDeliveryLeavesAndWhatWaitsIsDropped() throws Exception {
    try (var worker = new IntakeFixture(1, true)) {
      List<DeliveryId> both =
          worker.transport.deliverTogether(
              Releases.of("runs", "wait").build(), Releases.of("waits", "wait").build());
      worker.untilBegun("runs");
      await().until(() -> worker.live.size() == 2);
      List<DeliveryId> completed = new CopyOnWriteArrayList<>();
      var done = new CountDownLatch(1);
      worker.transport.happens(upheaval -> {
        upheaval.leaving(both);
        completed.addAll(worker.transport.completed);
        done.countDown();
      });
      done.await();
      assertThat(completed).as("when the transport goes on").containsExactly(both.get(0));
      assertThat(worker.live.size()).isEqualTo(1);
      worker.handler.open("runs");
      await().until(() -> worker.live.size() == 0);
      assertThat(worker.reports())
          .extracting(Report::getTaskId, Report::getLeased)
          .containsExactly(tuple("runs", true), tuple("runs", false));
      assertThat(worker.handler.begun).containsExactly("runs");
    }
  }

  @Test
  void whatCanNotBeLeasedInTimeIsInterruptedAndLeft() throws Exception {
    try (var worker = new IntakeFixture(1, false)) {
      var id = worker.transport.deliver(Releases.of("t", "wait").build(), 0);
      worker.untilBegun("t");
      worker.transport.happens(upheaval -> upheaval.leaving(List.of(id)));
      await().until(() -> worker.handler.interrupted.contains("t"));
      assertThat(worker.transport.completed).isEmpty();
      assertThat(worker.reports()).isEmpty();
    }
  }

  @Test
  void whatIsReportedLateOfADeliveryThatLeftIsNotTakenForItsNextHolding() throws Exception {
    try (var worker = new IntakeFixture(2, false)) {
      var release = Releases.of("t", "wait").build();
      worker.handler.open("t");
      var id = worker.transport.deliver(release, 0);
      await().until(() -> worker.reports().size() == 1);
      worker.transport.happens(upheaval -> {
        upheaval.lost(List.of(id));
        worker.transport.deliverAgain(id, release, false);
      });
      await().until(() -> worker.reports().size() == 2);
      worker.producer.completeNext();
      worker.transport.settle();
      assertThat(worker.transport.completed).as("by the first report").isEmpty();
      worker.producer.completeNext();
      worker.transport.settle();
      assertThat(worker.transport.completed).as("by its own").containsExactly(id);
    }
  }

  @Test
  void whatRunsWhenTheWorkerRestsIsLeasedAndNeverInterruptedForThat() throws Exception {
    try (var worker = new IntakeFixture(1, false)) {
      var id = worker.transport.deliver(Releases.of("t", "wait").build(), 0);
      worker.untilBegun("t");
      worker.transport.happens(Upheaval::letGo);
      worker.transport.happens(Upheaval::letGo);
      worker.transport.settle();
      assertThat(worker.heartbeats()).as("asked once").hasSize(1);
      worker.producer.completeNext();
      await().until(() -> worker.reports().size() == 1);
      assertThat(worker.reports().get(0).getLeased()).isTrue();
      assertThat(worker.transport.completed).as("before it is acknowledged").isEmpty();
      worker.producer.completeNext();
      await().until(() -> worker.transport.completed.contains(id));
      assertThat(worker.handler.interrupted).isEmpty();
      worker.handler.open("t");
    }
  }

  @Test
  void whatLeavesBeforeItsLeaseIsAcknowledgedIsInterruptedAndTheAnswerComesTooLate()
      throws Exception {
    try (var worker = new IntakeFixture(1, false)) {
      var release = Releases.of("t", "wait").build();
      var id = worker.transport.deliver(release, 0);
      worker.untilBegun("t");
      worker.pass(IntakeFixture.LEASE_AFTER);
      worker.leasing.beat();
      worker.producer.completeNext();
      await().until(() -> worker.reports().size() == 1);
      worker.transport.happens(upheaval -> upheaval.lost(List.of(id)));
      await().until(() -> worker.handler.interrupted.contains("t"));
      worker.producer.completeNext();
      worker.transport.settle();
      assertThat(worker.transport.completed).isEmpty();
      assertThat(worker.reports()).as("nothing but the lease").hasSize(1);
    }
  }

  @Test
  void whatEndsWhileItsDeliveryLeavesIsWaitedForAndNoLonger() throws Exception {
    try (var worker = new IntakeFixture(1, false)) {
      var id = worker.transport.deliver(Releases.of("t", "wait").build(), 0);
      worker.untilBegun("t");
      var took = new CompletableFuture<Duration>();
      worker.transport.happens(upheaval -> {
        long from = System.nanoTime();
        upheaval.leaving(List.of(id));
        took.complete(Duration.ofNanos(System.nanoTime() - from));
      });
      var quickly = await().pollInterval(Duration.ofMillis(1));
      quickly.until(() -> worker.heartbeats().size() == 1);
      worker.handler.open("t");
      quickly.until(() -> worker.reports().size() == 1);
      worker.producer.completeNext();
      worker.producer.completeNext();
      assertThat(took.get()).isLessThan(Duration.ofSeconds(2));
      assertThat(worker.transport.completed).containsExactly(id);
      assertThat(worker.handler.interrupted).isEmpty();
    }
  }
}
