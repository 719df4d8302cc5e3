package dev.sluice.scheduler.faults;

import static dev.sluice.scheduler.FlowDriver.task;
import static dev.sluice.scheduler.faults.Refusals.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.BatchStatus;
import dev.sluice.records.Open;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Seal;
import dev.sluice.records.Submission;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.FlowDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs that are none, come in any order, or are very large. */
class GraphFaultsTest {

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
  @DisplayName("B01 a task that needs itself is rejected and named")
  void aTaskThatNeedsItselfIsRejectedAndNamed() {
    flow.open("b", 1);
    flow.submit(task("b", "loop", "loop"));

    assertRejected(flow, "loop", "SELF_NEED", "cycle loop -> loop", "needs itself");
    assertThat(flow.summaries().getLast().getStatus()).isEqualTo(BatchStatus.REJECTED);
  }

  @ParameterizedTest(name = "of {0} tasks")
  @ValueSource(ints = {2, 3, 12, 1000})
  @DisplayName("B02 a cycle is rejected and shown")
  void aCycleIsRejectedAndShown(int size) {
    flow.open("b", size);
    for (int i = 0; i < size; i++) {
      flow.submit(task("b", "t" + i, "t" + (i + 1) % size));
    }
    finishWork();

    List<Result> results = flow.results();
    assertThat(results).hasSize(size);
    for (int i = 0; i < size; i++) {
      assertRejected(results, "t" + i, "CYCLE", "cycle of needs: ", " -> ");
    }
    assertThat(results.getFirst().getError().getMessage())
        .contains(size > 12 ? "... (" + size + " tasks)" : "t0 -> t1");
    assertThat(flow.releases()).isEmpty();
    assertThat(flow.summaries().getLast().getStatus()).isEqualTo(BatchStatus.REJECTED);
  }

  @Test
  @DisplayName("B03 a need that nobody submitted is named once the batch is sealed")
  void aNeedThatNobodySubmittedIsNamedOnceTheBatchIsSealed() {
    flow.command("b", Open.newBuilder().build());
    flow.submit(task("b", "t", "ghost"));
    assertThat(flow.results()).as("it may still come").isEmpty();

    flow.command("b", new Seal(1L));
    finishWork();

    assertRejected(flow, "t", "UNKNOWN_NEED", "needs ghost, which was never submitted");
  }

  @Test
  @DisplayName("B04 a need in another batch is no task of this one")
  void aNeedInAnotherBatchIsNoTaskOfThisOne() {
    flow.open("other", 1);
    flow.submit(task("other", "t"));
    flow.releases();
    flow.open("b", 1);
    flow.submit(task("b", "t2", "other/t"));
    finishWork();

    assertRejected(flow, "t2", "UNKNOWN_NEED", "needs other/t", "never submitted to this batch");
  }

  @Test
  @DisplayName("B05 two tasks with one id: the first one counts, the other is set aside")
  void ofTwoTasksWithOneIdTheFirstOneCounts() {
    flow.open("b", 2);
    flow.submit(task("b", "t"), task("b", "t").setType("echo"));

    Refusals.assertDeadLetter(
        Letter.of(flow), "CONFLICT", "another task with this id was submitted");
    assertThat(flow.counts().of("rejected-conflict")).isEqualTo(1);
    assertThat(flow.releases()).extracting(Release::getType).containsExactly("noop");
  }

  @Test
  @DisplayName("B06 a need that is listed twice counts once")
  void aNeedThatIsListedTwiceCountsOnce() {
    flow.open("b", 2);
    flow.submit(task("b", "t", "need", "need"), task("b", "need"));
    succeed(flow.releases().getFirst());

    assertThat(flow.releases())
        .singleElement()
        .satisfies(release -> assertThat(release.getInputs()).hasSize(1));
  }

  @Test
  @DisplayName("B11 tasks before the open command, dependants before their needs: no order matters")
  void tasksMayComeBeforeTheirBatchAndTheirNeeds() {
    flow.submit(task("b", "last", "first").setAwaitOpen(true));
    flow.submit(task("b", "first").setAwaitOpen(true));
    assertThat(flow.releases()).as("parked until the batch is opened").isEmpty();

    flow.open("b", 2);
    Release first = flow.releases().getFirst();
    assertThat(first.getTaskId()).isEqualTo("first");
    succeed(first);
    succeed(flow.releases().getFirst());

    assertThat(flow.summaries().getLast().getStatus()).isEqualTo(BatchStatus.SUCCEEDED);
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  @DisplayName("B12 a task that is delivered three times is one task")
  void aTaskThatIsDeliveredThreeTimesIsOneTask() {
    flow.open("b", 1);
    flow.submit(task("b", "t"), task("b", "t"), task("b", "t"));

    List<Release> releases = flow.releases();
    assertThat(releases).hasSize(1);
    succeed(releases.getFirst());
    assertThat(flow.results()).hasSize(1);
    assertThat(flow.summaries().getLast().getExpectedTasks()).isEqualTo(1);
    assertThat(flow.counts().of("ignored-duplicate")).isEqualTo(2);
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  @DisplayName("B13 a chain of 2,000 tasks runs link by link")
  void aChainOf2000TasksRunsLinkByLink() {
    int size = 2_000;
    flow.open("b", size);
    flow.submit(task("b", "t0"));
    for (int i = 1; i < size; i++) {
      flow.submit(task("b", "t" + i, "t" + (i - 1)));
    }

    for (int i = 0; i < size; i++) {
      // Counts only if the task was released by now.
      succeed("t" + i);
    }

    assertThat(flow.releases())
        .extracting(Release::getTaskId)
        .doesNotHaveDuplicates()
        .hasSize(size);
    assertThat(flow.counts().of("ignored-superseded-release")).isZero();
    assertThat(flow.summaries().getLast().getStatus()).isEqualTo(BatchStatus.SUCCEEDED);
  }

  @Test
  @DisplayName("B14 more than 10,000 needs are refused with the limit")
  void moreThan10000NeedsAreRefusedWithTheLimit() {
    String[] needs = IntStream.range(0, 50_000).mapToObj(i -> "n" + i).toArray(String[]::new);
    flow.open("b", 1);
    flow.submit(task("b", "t", needs));

    assertRejected(flow, "t", "TOO_MANY_NEEDS", "50000 needs", "the limit is 10000");
  }

  @Test
  @DisplayName("B14 a fan-out of 10,000 is released bit by bit")
  void aFanOutOf10000IsReleasedBitByBit() {
    int wide = 10_000;
    flow.open("b", wide + 1);
    flow.submit(task("b", "root"));
    for (int i = 0; i < wide; i++) {
      flow.submit(task("b", "t" + i, "root"));
    }
    succeed(flow.releases().getFirst());
    int most = 0;
    int released = 0;
    for (int tick = 0; released < wide && tick < wide; tick++) {
      int now = flow.releases().size();
      most = Math.max(most, now);
      released += now;
      flow.passTime(Duration.ofMillis(5));
    }

    assertThat(released + flow.releases().size()).isEqualTo(wide);
    assertThat(most).as("released in one go").isLessThan(wide / 4);
  }

  @Test
  @DisplayName("B14 a fan-in of 10,000 waits for the last of its needs")
  void aFanInOf10000WaitsForTheLastOfItsNeeds() {
    int wide = 10_000;
    List<String> needs = IntStream.range(0, wide).mapToObj(i -> "n" + i).toList();
    flow.open("b", wide + 1);
    flow.submit(Submission.newBuilder(task("b", "join").build()).setNeeds(needs));
    needs.forEach(need -> flow.submit(task("b", need)));
    List<Release> all = new ArrayList<>(flow.releases());
    assertThat(all).hasSize(wide);

    all.subList(0, wide - 1).forEach(this::succeed);
    finishWork();
    assertThat(flow.releases()).isEmpty();
    succeed(all.getLast());
    finishWork();

    assertThat(flow.releases())
        .singleElement()
        .satisfies(release -> assertThat(release.getInputs()).hasSize(wide));
  }

  private void finishWork() {
    for (int tick = 0; tick < 200; tick++) {
      flow.passTime(Duration.ofMillis(10));
    }
  }

  private void succeed(Release release) {
    succeed(release.getTaskId());
  }

  /** Reports the first release of a task. */
  private void succeed(String taskId) {
    flow.report(
        Report.newBuilder()
            .setBatchId("b")
            .setTaskId(taskId)
            .setReleaseNumber(1)
            .setOutcome(TaskStatus.SUCCEEDED)
            .setStartedAt(1_000_000)
            .setFinishedAt(2_000_000)
            .setWorkerId("w1"));
  }
}
