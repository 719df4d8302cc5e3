package dev.sluice.scheduler.faults;

import static dev.sluice.scheduler.FlowDriver.task;
import static dev.sluice.scheduler.faults.Refusals.assertDeadLetter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.AnswerCode;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Cancel;
import dev.sluice.records.OnFailure;
import dev.sluice.records.Open;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.FlowDriver;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports and cancels of what is unknown, has ended or has not come yet. */
class LateFaultsTest {

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
  @DisplayName("B16 a report for a task or a batch that nobody submitted is set aside")
  void aReportForATaskThatNobodySubmittedIsSetAside() {
    report("ghost", 1);
    assertDeadLetter(flow, "UNKNOWN_TASK", "a report for a task that nobody submitted");
    flow.open("b", 2);
    flow.submit(task("b", "t", "ghost"));
    report("ghost", 1);

    assertDeadLetter(flow, "UNKNOWN_TASK", "a report for a task that nobody submitted");
    assertThat(flow.counts().of("rejected-unknown-task")).isEqualTo(2);
  }

  @Test
  @DisplayName("B17 a report after the end, or of another release, is counted and changes nothing")
  void aReportOutOfItsTimeIsCountedAndChangesNothing() {
    flow.open("b", 2);
    flow.submit(task("b", "t"), task("b", "waits", "t"));
    for (int number : new int[] {2, 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      report("t", number);
    }
    report("waits", 1);
    assertThat(flow.counts().of("ignored-superseded-release")).isEqualTo(6);
    assertThat(flow.results()).isEmpty();

    report("t", 1);
    report("t", 1);
    report("t", 2);
    assertThat(flow.results()).extracting(Result::getTaskId).containsExactly("t");
    assertThat(flow.counts().of("ignored-already-ended")).isEqualTo(2);
    report("waits", 1);
    report("waits", 1);

    assertThat(flow.counts().of("ignored-already-ended")).isEqualTo(3);
    assertThat(flow.summaries().stream().filter(s -> s.getFinishedAt() > 0)).hasSize(1);
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  @DisplayName("B18 a cancel of a batch or a task that has ended, or comes twice, changes nothing")
  void aCancelThatComesTwiceOrTooLateChangesNothing() {
    endedBatch();
    flow.command("b", new Cancel());
    flow.command("b", new Cancel("t", null));
    flow.command("b", new Cancel("ghost", null));
    assertThat(flow.counts().of("ignored-already-ended")).isEqualTo(2);
    assertThat(flow.counts().of("ignored-unknown-task")).isEqualTo(1);

    flow.command("open", Open.newBuilder().setOnFailure(OnFailure.CONTINUE).build());
    flow.submit(task("open", "t"));
    flow.command("open", new Cancel());
    assertThat(flow.results()).extracting(Result::getReason).containsExactly("CANCEL_REQUESTED");
    flow.command("open", new Cancel());

    assertThat(flow.counts().of("ignored-already-ended")).isEqualTo(3);
    assertThat(flow.results()).isEmpty();
    assertThat(flow.signals()).hasSize(1);
    assertThat(flow.summaries()).filteredOn(s -> s.getFinishedAt() > 0).hasSize(1);
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  @DisplayName("B18 whoever cancels is told what was there to cancel")
  void whoeverCancelsIsToldWhatWasThereToCancel() {
    assertAnswer("b", new Cancel("t", null), AnswerCode.NOTHING_TO_DO, "UNKNOWN_TASK");
    endedBatch();
    assertAnswer("b", new Cancel(), AnswerCode.NOTHING_TO_DO, "ALREADY_ENDED");
    assertAnswer("b", new Cancel("t", null), AnswerCode.NOTHING_TO_DO, "ALREADY_ENDED");
    assertAnswer("b", new Cancel("ghost", null), AnswerCode.NOTHING_TO_DO, "UNKNOWN_TASK");

    flow.open("c", 2);
    flow.submit(task("c", "t"), task("c", "u"));
    assertAnswer("c", new Cancel("t", null), AnswerCode.DONE, null);
    assertAnswer("c", new Cancel("t", null), AnswerCode.NOTHING_TO_DO, "ALREADY_ENDED");
    assertAnswer("c", new Cancel(), AnswerCode.DONE, null);
    assertAnswer("c", new Cancel(), AnswerCode.NOTHING_TO_DO, "ALREADY_ENDED");
  }

  @Test
  @DisplayName("B18 B19 whoever cancels an unknown batch is told that it is unknown")
  void whoeverCancelsAnUnknownBatchIsToldSo() {
    assertAnswer("b", new Cancel(), AnswerCode.NOTHING_TO_DO, "UNKNOWN_BATCH");
    assertAnswer("b", new Cancel(), AnswerCode.NOTHING_TO_DO, "DUPLICATE");
  }

  private void assertAnswer(String batchId, Cancel cancel, AnswerCode code, String reason) {
    flow.command(batchId, cancel, "r");
    assertThat(flow.answers())
        .singleElement()
        .satisfies(answer -> {
          assertThat(answer.getCode()).isEqualTo(code);
          assertThat(answer.getReason()).isEqualTo(reason);
        });
  }

  @Test
  @DisplayName("B19 a cancel before its batch is remembered: nothing of the batch runs")
  void aCancelBeforeItsBatchIsRemembered() {
    flow.command("b", new Cancel());
    flow.command("b", new Cancel());
    assertThat(flow.counts().of("ignored-duplicate")).isEqualTo(1);
    flow.passTime(Duration.ofHours(1));
    flow.submit(task("b", "t"), task("b", "u", "t"));
    flow.open("b", 2);

    assertThat(flow.releases()).isEmpty();
    assertThat(flow.results())
        .hasSize(2)
        .allSatisfy(result -> {
          assertThat(result.getStatus()).isEqualTo(TaskStatus.CANCELLED);
          assertThat(result.getReason()).isEqualTo("CANCELLED_BEFORE_START");
        });
    Summary last = lastSummary();
    assertThat(last.getStatus()).isEqualTo(BatchStatus.CANCELLED);
    assertThat(last.getReason()).isEqualTo("CANCELLED_BEFORE_START");
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
