package dev.sluice.worker.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.records.Report;
import dev.sluice.records.TaskStatus;
import dev.sluice.worker.Releases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LastChancesTest {

  @Test
  void oneTaskAtATimeHasItsLastChanceAndTheOthersComeLaterWithTheirCount() throws Exception {
    try (var worker = new IntakeFixture(4, true)) {
      worker.transport.deliver(Releases.of("first", "wait").setLost(1).build(), 1);
      worker.transport.deliver(Releases.of("second", "wait").setLost(2).build(), 0);
      worker.transport.deliver(Releases.of("trusted", "wait").setLost(1).build(), 0);
      worker.untilBegun("first");
      worker.untilBegun("trusted");
      await().until(() -> worker.transport.completed.size() == 1);
      Report back = worker.reports().get(0);
      assertThat(back.getTaskId()).isEqualTo("second");
      assertThat(back.getReason()).isEqualTo("HANDED_BACK");
      assertThat(back.getLost()).isEqualTo(2);
      assertThat(back.getRetryInMs()).isBetween(2_000L, 4_000L);
      worker.handler.open("first");
      await().until(() -> worker.reports().size() == 2);
      worker.transport.deliver(Releases.of("second", "wait").setLost(2).build(), 0);
      worker.untilBegun("second");
      worker.handler.open("second");
      worker.handler.open("trusted");
    }
  }

  @Test
  void aTaskThatHadItsLastChanceFails() throws Exception {
    try (var worker = new IntakeFixture(4, true)) {
      worker.transport.deliver(Releases.of("t", "wait").setLost(2).build(), 1);
      await().until(() -> worker.transport.completed.size() == 1);
      Report report = worker.reports().get(0);
      assertThat(report.getOutcome()).isEqualTo(TaskStatus.FAILED);
      assertThat(report.getReason()).isEqualTo("WORKER_LOST");
      assertThat(report.getLost()).isEqualTo(3);
      assertThat(worker.handler.begun).isEmpty();
    }
  }

  @Test
  void whereOneLossIsTooManyTasksAreTrustedAtFirst() {
    var chances = new LastChances(1, () -> 0);
    assertThat(chances.last(0)).isFalse();
    assertThat(chances.gone(1)).isTrue();
  }
}
