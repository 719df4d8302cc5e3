package dev.sluice.scheduler.workforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.explain.Workforce.Run;
import dev.sluice.core.explain.Workforce.Slots;
import dev.sluice.records.Heartbeat;
import dev.sluice.records.Priority;
import dev.sluice.records.ReleasePartition;
import dev.sluice.records.RunningTask;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveWorkersTest {

  private final LiveWorkers workers = new LiveWorkers(Duration.ofSeconds(10));

  @Test
  void knowsNothingBeforeAllHeartbeatsCame() {
    workers.heard(heartbeat("w1", 4), 0, 0);

    assertThat(workers.known()).isFalse();
    workers.look(0);
    assertThat(workers.known()).isTrue();
    workers.lost();
    assertThat(workers.known()).isFalse();
  }

  @Test
  void addsUpTheSlotsOfAPool() {
    workers.heard(heartbeat("w1", 4, running("t1", 1), running("t2", 1)), 0, 0);
    workers.heard(heartbeat("w2", 8), 0, 0);
    workers.heard(pooled("w3", "gpu", 2), 0, 0);
    workers.look(0);

    assertThat(workers.slots("default")).isEqualTo(new Slots(12, 2));
    assertThat(workers.slots("gpu")).isEqualTo(new Slots(2, 0));
    assertThat(workers.slots("nobody")).isEqualTo(Slots.NONE);
    assertThat(workers.serves("default", "noop")).isTrue();
    assertThat(workers.serves("gpu", "noop")).isFalse();
    assertThat(workers.serves("gpu", "train")).isTrue();
  }

  @Test
  void aHeartbeatTakesThePlaceOfTheOneBefore() {
    workers.heard(heartbeat("w1", 4, running("t1", 1), running("t2", 1)), 0, 0);
    workers.heard(heartbeat("w1", 6, running("t2", 1)), 3000, 3000);
    workers.look(3000);

    assertThat(workers.slots("default")).isEqualTo(new Slots(6, 1));
    assertThat(workers.run("b", "t1", 1)).isNull();
    assertThat(workers.run("b", "t2", 1)).isEqualTo(new Run("w1", 1, 7));
    assertThat(workers.run("b", "t2", 2)).as("another release").isNull();
  }

  @Test
  void aTaskThatWentToAnotherWorkerStaysThere() {
    workers.heard(heartbeat("w1", 4, running("t1", 1)), 0, 0);
    workers.heard(heartbeat("w2", 4, running("t1", 1)), 1000, 1000);
    workers.heard(heartbeat("w1", 4), 3000, 3000);
    workers.look(3000);

    assertThat(workers.run("b", "t1", 1).workerId()).isEqualTo("w2");
  }

  @Test
  void aWorkerWithoutRecentHeartbeatsIsGone() {
    workers.heard(heartbeat("w1", 4, running("t1", 1)), 0, 0);
    workers.heard(heartbeat("w2", 8), 5000, 5000);

    workers.look(10_000);
    assertThat(workers.slots("default").all()).isEqualTo(12);
    workers.look(10_001);
    assertThat(workers.slots("default").all()).isEqualTo(8);
    assertThat(workers.run("b", "t1", 1)).isNull();
    workers.look(15_001);
    assertThat(workers.slots("default")).isEqualTo(Slots.NONE);
    assertThat(workers.known()).isTrue();
  }

  @Test
  void aWorkerThatSaysGoodbyeIsGone() {
    workers.heard(heartbeat("w1", 4, running("t1", 1)), 0, 0);
    workers.look(0);

    workers.left("w1");
    workers.look(0);

    assertThat(workers.slots("default")).isEqualTo(Slots.NONE);
    assertThat(workers.run("b", "t1", 1)).isNull();
  }

  /** A broker's clock that is an hour behind or ahead, or ours that counts from elsewhere. */
  @ParameterizedTest
  @ValueSource(longs = {-3_600_000, -1, 0, 1, 3_600_000, 1_700_000_000_000L})
  void itDoesNotMatterHowTheClocksOfBrokersAndOursDiffer(long ahead) {
    workers.heard(heartbeat("dead", 1), ahead - 20_000, 0); // read at the start, recorded long ago
    workers.heard(heartbeat("live", 2), ahead, 2);
    workers.look(3);
    assertThat(workers.slots("default").all()).isEqualTo(2);

    workers.heard(heartbeat("live", 2), ahead + 3000, 3004);
    workers.look(12_000);
    assertThat(workers.slots("default").all()).isEqualTo(2);
    workers.look(13_100);
    assertThat(workers.slots("default")).isEqualTo(Slots.NONE);
  }

  @Test
  void aBrokersClockThatIsSetBackMakesWorkersOldForAMinuteAtMost() {
    for (long now = 0; now <= 120_000; now += 3000) {
      workers.heard(heartbeat("w1", 4), now < 30_000 ? now : now - 3_600_000, now);
    }
    workers.look(120_000);

    assertThat(workers.slots("default").all()).isEqualTo(4);
  }

  @Test
  void numbersThatNoWorkerCanHaveDoNoHarm() {
    workers.heard(heartbeat("w1", Integer.MAX_VALUE), 0, 0);
    workers.heard(heartbeat("w2", Integer.MAX_VALUE), 0, 0);
    workers.heard(heartbeat("w3", -5), 0, 0);
    workers.look(0);

    assertThat(workers.slots("default").all()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void aWorkerThatTakesNothingOffersNoSlotsAndSaysWhy() {
    workers.heard(builder("w1", 4).setPaused("heap at 93 %").build(), 0, 0);
    workers.look(0);
    assertThat(workers.slots("default")).isEqualTo(Slots.NONE);
    assertThat(workers.resting("default")).isEqualTo("heap at 93 %");

    workers.heard(builder("w2", 2).setBusy(1).build(), 0, 0);
    workers.look(0);
    assertThat(workers.slots("default")).isEqualTo(new Slots(2, 1));
    assertThat(workers.resting("default")).isNull();

    workers.heard(builder("w2", 2).setDraining(true).build(), 0, 0);
    workers.left("w1");
    workers.look(0);
    assertThat(workers.resting("default")).isEqualTo("it goes away");
    assertThat(workers.resting("nobody")).isNull();
  }

  @Test
  void slotsAreDividedAmongThePartitionsThatAWorkerOwns() {
    workers.heard(
        builder("w1", 4)
            .setPartitions(List.of(of(Priority.LOW, 0), of(Priority.LOW, 2), of(Priority.HIGH, 1)))
            .build(),
        0,
        0);
    workers.heard(builder("w2", 1).setPartitions(List.of(of(Priority.LOW, 3))).build(), 0, 0);
    workers.heard(
        builder("w3", 8).setPartitions(List.of(of(Priority.LOW, 1))).setDraining(true).build(),
        0,
        0);
    workers.look(0);

    assertThat(workers.slots("default", dev.sluice.core.task.Priority.LOW, 4))
        .containsExactly(2000, 0, 2000, 1000);
    assertThat(workers.slots("default", dev.sluice.core.task.Priority.HIGH, 2))
        .containsExactly(0, 4000);
    assertThat(workers.slots("gpu", dev.sluice.core.task.Priority.LOW, 2)).containsExactly(0, 0);
  }

  private static ReleasePartition of(Priority priority, int partition) {
    return new ReleasePartition(priority, partition);
  }

  private static Heartbeat heartbeat(String workerId, int slots, RunningTask... running) {
    return builder(workerId, slots)
        .setTypes(List.of("noop"))
        .setRunning(Stream.of(running).toList())
        .build();
  }

  private static Heartbeat pooled(String workerId, String pool, int slots) {
    return builder(workerId, slots).setPool(pool).setTypes(List.of("train")).build();
  }

  private static Heartbeat.Builder builder(String workerId, int slots) {
    return Heartbeat.newBuilder()
        .setWorkerId(workerId)
        .setHost("h")
        .setStartedAt(0)
        .setAt(0)
        .setConcurrency(slots);
  }

  private static RunningTask running(String taskId, int releaseNumber) {
    return RunningTask.newBuilder()
        .setBatchId("b")
        .setTaskId(taskId)
        .setReleaseNumber(releaseNumber)
        .setStartedAt(7L)
        .build();
  }
}
