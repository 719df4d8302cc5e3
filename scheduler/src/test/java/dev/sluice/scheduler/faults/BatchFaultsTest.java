package dev.sluice.scheduler.faults;

import static dev.sluice.scheduler.FlowDriver.task;
import static dev.sluice.scheduler.faults.Refusals.assertDeadLetter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.BatchStatus;
import dev.sluice.records.Open;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Seal;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.FlowDriver;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that are empty, sent twice, or of more tasks than they say. */
class BatchFaultsTest {

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
  @DisplayName("B07 a batch of no tasks has succeeded at once")
  void aBatchOfNoTasksHasSucceededAtOnce() {
    flow.open("b", 0);

    Summary last = lastSummary();
    assertThat(last.getStatus()).isEqualTo(BatchStatus.SUCCEEDED);
    assertThat(last.getExpectedTasks()).isZero();
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  @DisplayName("B09 the eleventh of ten tasks is set aside, and the ten run")
  void theEleventhOfTenTasksIsSetAside() {
    flow.open("b", 10);
    IntStream.range(0, 11).forEach(i -> flow.submit(task("b", "t" + i)));

    assertDeadLetter(Letter.of(flow), "BATCH_SEALED", "the batch is sealed at 10");
    assertThat(flow.counts().of("rejected-batch-sealed")).isEqualTo(1);
    assertThat(flow.releases()).hasSize(10).noneMatch(r -> r.getTaskId().equals("t10"));
  }

  @Test
  @DisplayName("B09 a task of a batch that has ended is set aside")
  void aTaskOfABatchThatHasEndedIsSetAside() {
    endedBatch();
    flow.submit(task("b", "late"));

    assertDeadLetter(flow, "BATCH_CLOSED", "the batch has ended SUCCEEDED");
  }

  @Test
  @DisplayName("B10 the same batch again changes nothing")
  void theSameBatchAgainChangesNothing() {
    Open open = Open.newBuilder().setExpectedTasks(1L).setName("n").build();
    for (int time = 0; time < 3; time++) {
      flow.command("b", open);
      flow.submit(task("b", "t"));
    }

    assertThat(flow.releases()).hasSize(1);
    assertThat(flow.counts().of("ignored-duplicate")).isEqualTo(4);
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  @DisplayName("B10 the same batch id with other content is set aside, and the first one stays")
  void theSameBatchIdWithOtherContentIsSetAside() {
    flow.command("b", Open.newBuilder().setExpectedTasks(1L).build());
    flow.submit(task("b", "t"));
    flow.releases();

    flow.command("b", Open.newBuilder().setExpectedTasks(2L).build());
    assertDeadLetter(Letter.of(flow), "CONFLICT", "opened before with other options");
    flow.command("b", new Seal(7L));
    assertDeadLetter(Letter.of(flow), "CONFLICT", "the batch is sealed at 1");
    flow.submit(task("b", "t").setPayload(ByteBuffer.wrap(RawSubmission.utf8("{}"))));
    assertDeadLetter(Letter.of(flow), "CONFLICT", "another task with this id");
    report("t", 1);
    flow.submit(task("b", "t").setGroup("other"));
    assertDeadLetter(Letter.of(flow), "CONFLICT", "another task with this id");

    assertThat(flow.counts().of("rejected-conflict")).isEqualTo(4);
    assertThat(flow.releases()).isEmpty();
    assertThat(lastSummary().getStatus()).isEqualTo(BatchStatus.SUCCEEDED);
  }

  private void endedBatch() {
    flow.open("b", 1);
    flow.submit(task("b", "t"));
    assertThat(flow.releases()).extracting(Release::getTaskId).containsExactly("t");
    report("t", 1);
    assertThat(flow.results()).hasSize(1);
    assertThat(lastSummary().getStatus()).isEqualTo(BatchStatus.SUCCEEDED);
  }

  private Summary lastSummary() {
    return flow.summaries().getLast();
  }

  private void report(String taskId, int releaseNumber) {
    flow.report(
        Report.newBuilder()
            .setBatchId("b")
            .setTaskId(taskId)
            .setReleaseNumber(releaseNumber)
            .setOutcome(TaskStatus.SUCCEEDED)
            .setStartedAt(1_000_000)
            .setFinishedAt(2_000_000)
            .setWorkerId("w1"));
  }
}
