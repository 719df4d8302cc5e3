package dev.sluice.scheduler;

import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.records.Open;
import dev.sluice.records.Release;
import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that a record leaves over goes on in ticks, of which none takes long. */
class LeftOverWorkTest {

  private static final int WIDE = 2_000;

  @TempDir Path stateDirectory;

  /** Each look at the clock costs this much. */
  private final AtomicLong nanosALook = new AtomicLong();

  private final AtomicLong nanos = new AtomicLong();
  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(stateDirectory, 1, () -> nanos.addAndGet(nanosALook.get()));
    flow.passTime(Duration.ofMillis(5)); // no work is left over from before
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void slowBatchesTakeTurnsAndATickEndsAfterItsTime() {
    nanosALook.set(Duration.ofSeconds(1).toNanos());
    List<String> batches = List.of("a", "b", "c");
    batches.forEach(this::wide);
    flow.releases().forEach(root -> flow.report(root, TaskStatus.SUCCEEDED));
    flow.releases();

    for (int round = 0; round < 3; round++) {
      Set<String> served = new HashSet<>();
      for (int tick = 0; tick < 3; tick++) {
        flow.passTime(Duration.ofMillis(5));
        List<String> now = flow.releases().stream().map(Release::getBatchId).distinct().toList();
        assertThat(now).as("one batch in a tick that is out of time").hasSize(1);
        served.addAll(now);
      }
      assertThat(served).as("round %d", round).containsExactlyInAnyOrderElementsOf(batches);
    }
  }

  @Test
  void quickBatchesShareATick() {
    List<String> batches = List.of("a", "b", "c");
    batches.forEach(this::wide);
    flow.releases().forEach(root -> flow.report(root, TaskStatus.SUCCEEDED));
    flow.releases();

    flow.passTime(Duration.ofMillis(5));

    assertThat(flow.releases()).extracting(Release::getBatchId).contains("a", "b", "c");
  }

  @Test
  void aRecordLeavesWorkToTheTicksThatRunAlready() {
    wide("a");
    wide("b");
    List<Release> roots = flow.releases();

    flow.report(roots.get(0), TaskStatus.SUCCEEDED);
    int alone = flow.releases().size();
    flow.report(roots.get(1), TaskStatus.SUCCEEDED);
    int behind = flow.releases().size();

    assertThat(behind).isPositive().isLessThan(alone);
  }

  @Test
  void dueTimersGoOnBeforeTheNextTickOfTheirOwn() {
    long deadline = (System.currentTimeMillis() + 60_000) * 1000;
    int batches = 5;
    for (int i = 0; i < batches; i++) {
      flow.command("b" + i, Open.newBuilder().setExpectedTasks(2L).setDeadline(deadline).build());
      flow.submit(task("b" + i, "t"));
    }
    nanosALook.set(Duration.ofSeconds(1).toNanos());

    flow.passTime(Duration.ofSeconds(61));
    assertThat(flow.results()).as("one timer in a tick that is out of time").hasSize(1);
    for (int tick = 1; tick < batches; tick++) {
      flow.passTime(Duration.ofMillis(5));
    }

    assertThat(flow.results()).hasSize(batches - 1);
  }

  @Test
  void workThatCantBeDecidedIsNotTheRecordsFault() {
    wide("b");
    Release root = flow.releases().getFirst();
    // Behind what the decision about the report itself gets to.
    IntStream.range(300, WIDE).forEach(i -> flow.spoilRow(RowKeys.task("b", name(i))));

    flow.report(root, TaskStatus.SUCCEEDED);
    flow.passTime(Duration.ofMillis(50));
    flow.open("other", 1);
    flow.submit(task("other", "t"));

    assertThat(flow.deadLetters()).isEmpty();
    assertThat(flow.results()).extracting(Result::getTaskId).containsExactly("root");
    assertThat(flow.releases()).extracting(Release::getBatchId).contains("b", "other");
  }

  private static String name(int i) {
    return "t%04d".formatted(i);
  }

  private void wide(String batchId) {
    flow.open(batchId, WIDE + 1);
    flow.submit(task(batchId, "root"));
    IntStream.range(0, WIDE).forEach(i -> flow.submit(task(batchId, name(i), "root")));
  }
}
