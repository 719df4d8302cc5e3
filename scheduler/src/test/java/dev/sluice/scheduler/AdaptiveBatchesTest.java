package dev.sluice.scheduler;

import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Heartbeat;
import dev.sluice.records.Mode;
import dev.sluice.records.Open;
import dev.sluice.records.Release;
import dev.sluice.records.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window of an adaptive batch follows what live workers say of their slots. */
class AdaptiveBatchesTest {

  private static final int BEFORE_SLOTS_ARE_KNOWN = 16;

  @TempDir Path stateDirectory;

  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(stateDirectory);
    flow.passTime(Duration.ofMillis(5)); // no work is left over from before
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void releasesTwiceAsManyTasksAsThereAreSlots() {
    submit("b", 100);
    assertThat(flow.releases()).hasSize(BEFORE_SLOTS_ARE_KNOWN);

    heard("w1", 10);
    heard("w2", 6);
    flow.passTime(Duration.ofSeconds(1));

    assertThat(flow.releases()).hasSize(2 * 16 - BEFORE_SLOTS_ARE_KNOWN);
  }

  @Test
  void holdsBackWhenWorkersAreGone() {
    heard("w1", 20);
    submit("b", 100);
    flow.passTime(Duration.ofSeconds(1));
    List<Release> released = flow.releases();
    assertThat(released).hasSize(40);

    flow.workers().left("w1");
    heard("w2", 1);
    flow.passTime(Duration.ofSeconds(1));
    released.subList(0, 38).forEach(release -> flow.report(release, TaskStatus.SUCCEEDED));
    assertThat(flow.releases()).isEmpty();

    flow.report(released.get(38), TaskStatus.SUCCEEDED);
    assertThat(flow.releases()).hasSize(1);
  }

  @Test
  void leavesWindowsAsTheyAreWhileNothingIsKnownOfTheWorkers() {
    heard("w1", 20);
    submit("b", 100);
    flow.passTime(Duration.ofSeconds(1));
    List<Release> released = flow.releases();

    flow.workers().left("w1");
    flow.workers().look(0);
    flow.workers().lost();
    flow.passTime(Duration.ofSeconds(5));
    flow.report(released.getFirst(), TaskStatus.SUCCEEDED);

    assertThat(flow.releases()).hasSize(1);
  }

  @Test
  void onlySlotsOfItsOwnPoolCount() {
    submit("b", 100);
    flow.releases();
    flow.workers().heard(heartbeat("w1", 1000).setPool("other").build(), 0, 0);
    heard("w2", 9);

    flow.passTime(Duration.ofSeconds(1));

    assertThat(flow.releases()).hasSize(2 * 9 - BEFORE_SLOTS_ARE_KNOWN);
  }

  private void submit(String batchId, int tasks) {
    flow.command(
        batchId, Open.newBuilder().setMode(Mode.ADAPTIVE).setExpectedTasks((long) tasks).build());
    IntStream.range(0, tasks).forEach(i -> flow.submit(task(batchId, "t" + i)));
  }

  private void heard(String workerId, int slots) {
    flow.workers().heard(heartbeat(workerId, slots).build(), 0, 0);
    flow.workers().look(0);
  }

  private static Heartbeat.Builder heartbeat(String workerId, int slots) {
    return Heartbeat.newBuilder()
        .setWorkerId(workerId)
        .setHost("h")
        .setStartedAt(0)
        .setAt(0)
        .setConcurrency(slots)
        .setTypes(List.of("noop"));
  }
}
