package dev.sluice.scheduler;

import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.records.BatchStatus;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Result;
import dev.sluice.records.Retry;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that a report adds to its batch count if the report does. */
class SpawnedTasksTest {

  @TempDir Path stateDirectory;

  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(stateDirectory);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void takesThemInWithTheReportAndClosesTheBatchAfterThem() {
    flow.open("b", 1);
    flow.submit(Priority.HIGH, task("b", "root"));
    report(flow.releases().getFirst(), task("b", "x"), task("b", "y", "x"));

    List<Release> released = flow.releases();
    assertThat(released).extracting(Release::getTaskId).containsExactly("x");
    assertThat(released.getFirst().getPriority()).isEqualTo(Priority.HIGH);
    flow.report(released.getFirst(), TaskStatus.SUCCEEDED);
    flow.runAll();

    assertThat(flow.results())
        .extracting(Result::getTaskId)
        .containsExactlyInAnyOrder("root", "x", "y");
    Summary last = flow.summaries().getLast();
    assertThat(last.getStatus()).isEqualTo(BatchStatus.SUCCEEDED);
    assertThat(last.getExpectedTasks()).isEqualTo(3);
  }

  @Test
  void leavesThemOutWhenTheReportDoesNotCount() {
    flow.open("b", 1);
    flow.submit(task("b", "root"));
    Release release = flow.releases().getFirst();
    flow.report(release, TaskStatus.SUCCEEDED);

    report(release, task("b", "late"));

    assertThat(flow.releases()).isEmpty();
    assertThat(flow.results()).extracting(Result::getTaskId).containsExactly("root");
    assertThat(flow.counts().of("ignored-already-ended")).isEqualTo(1);
  }

  @Test
  void rejectsOneOfAnotherBatchAndOneThatCanNotBe() {
    flow.open("b", 1);
    flow.submit(task("b", "root"));
    report(
        flow.releases().getFirst(),
        task("other", "elsewhere"),
        task("b", "flawed").setRetry(Retry.newBuilder().setMaxRetries(-1).build()));

    assertThat(flow.results())
        .filteredOn(result -> !result.getTaskId().equals("root"))
        .extracting(Result::getTaskId, result -> result.getError().getMessage())
        .containsExactlyInAnyOrder(
            tuple("elsewhere", "batchId must be that of the task that spawns it, b"),
            tuple("flawed", "retry.maxRetries must be 0 to 1000, was -1"));
    assertThat(flow.releases()).isEmpty();
    assertThat(flow.summaries().getLast().getBatchId()).isEqualTo("b");
  }

  private void report(Release release, Submission.Builder... spawned) {
    flow.report(
        TestRecords.reported(release, TaskStatus.SUCCEEDED)
            .setSpawned(Stream.of(spawned).map(Submission.Builder::build).toList()));
  }
}
