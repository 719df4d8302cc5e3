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
import dev.sluice.records.Seal;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.FlowDriver;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches that are empty, incomplete, too large, sent twice or cancelled at an odd time. */
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

  @Test
  @DisplayName("B15 a batch that says that it has 1,000,001 tasks is refused as a whole")
  void aBatchThatSaysThatItIsTooLargeIsRefusedAsAWhole() {
    flow.submit(task("b", "parked").setAwaitOpen(true));
    flow.open("b", 1_000_001);

    String words = "a batch may have 1000000 tasks, this one says 1000001";
    assertDeadLetter(Letter.of(flow), "BATCH_TOO_LARGE", words);
    assertRefused("parked", "BATCH_TOO_LARGE");
  }

  @Test
  @DisplayName("B15 a batch that is sealed at 1,000,001 tasks is refused as a whole")
  void aBatchThatIsSealedTooLargeIsRefusedAsAWhole() {
    flow.command("b", Open.newBuilder().build());
    flow.command("b", new Seal(1_000_001L));

    assertDeadLetter(flow, "BATCH_TOO_LARGE", "this one says 1000001");
    assertThat(lastSummary().getStatus()).isEqualTo(BatchStatus.REJECTED);
  }

  /** An open command that no batch can have, and what has to be said about it. */
  record BadOpen(String item, Consumer<Open.Builder> option, String words) {

    @Override
    public String toString() {
      return item;
    }
  }

  static Stream<BadOpen> badOpens() {
    long now = Instant.parse("2026-11-21T10:00:00Z").getEpochSecond();
    return Stream.of(
        new BadOpen("B28 expectedTasks -1", o -> o.setExpectedTasks(-1L), "expectedTasks must not"),
        new BadOpen("B28 maxFailed", o -> o.setMaxFailed(Long.MIN_VALUE), "maxFailed must be"),
        new BadOpen("B28 percent NaN", o -> o.setMaxFailedPercent(Double.NaN), "was NaN"),
        new BadOpen("B28 percent 101", o -> o.setMaxFailedPercent(101), "must be 0 to 100"),
        new BadOpen("B28 maxParallel -1", o -> o.setMaxParallel(-1), "maxParallel must not"),
        new BadOpen("B28 openTimeout -1", o -> o.setOpenTimeoutMs(-1), "openTimeoutMs must be 0"),
        new BadOpen("B28 openTimeout", o -> o.setOpenTimeoutMs(Long.MAX_VALUE), "was 92233720368"),
        new BadOpen("B30 deadline", o -> o.setDeadline(Long.MAX_VALUE), "2000 and 2100, was 92233"),
        new BadOpen("B30 deadline 1969", o -> o.setDeadline(-1), "the years 2000 and 2100, was -1"),
        new BadOpen("B31 seconds", o -> o.setDeadline(now), "must be microseconds since the epoch"),
        new BadOpen("B31 milliseconds", o -> o.setDeadline(now * 1000), "must be microseconds"),
        new BadOpen("B31 nanoseconds", o -> o.setDeadline(now * 1_000_000_000), "microseconds"),
        new BadOpen("B34 10,000 labels", o -> o.setLabels(labels(10_000)), "10000 labels, the lim"),
        new BadOpen("B34 65 labels", o -> o.setLabels(labels(65)), "the limit is 64"),
        new BadOpen("B34 a long key", o -> o.setLabels(Map.of("k".repeat(101), "")), "a key of 1"),
        new BadOpen("B34 a blank key", o -> o.setLabels(Map.of(" ", "v")), "a key of 1 to 100"),
        new BadOpen("B34 a long value", o -> o.setLabels(Map.of("k", "v".repeat(1001))), "1000"),
        new BadOpen("B34 a long name", o -> o.setName("n".repeat(1001)), "name has 1001 char"));
  }

  private static Map<String, String> labels(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "l" + i, i -> "v"));
  }

  @ParameterizedTest
  @MethodSource("badOpens")
  @DisplayName("B28 B30 B31 B34 a batch that is opened with nonsense is refused as a whole")
  void aBatchThatIsOpenedWithNonsenseIsRefusedAsAWhole(BadOpen bad) {
    flow.submit(task("b", "parked").setAwaitOpen(true));
    Open.Builder open = Open.newBuilder();
    bad.option().accept(open);
    flow.command("b", open.build());

    assertDeadLetter(Letter.of(flow), "INVALID_FIELD", bad.words());
    assertRefused("parked", "INVALID_FIELD");
  }

  @Test
  @DisplayName("B34 64 labels are taken and come back in the summary")
  void sixtyFourLabelsAreTaken() {
    flow.command("b", Open.newBuilder().setExpectedTasks(0L).setLabels(labels(64)).build());

    assertThat(lastSummary().getLabels()).isEqualTo(labels(64));
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

  /** The batch ended at once without running anything; what was parked has a result. */
  private void assertRefused(String parked, String reason) {
    flow.passTime(Duration.ofMillis(10));
    assertThat(flow.releases()).isEmpty();
    List<Result> results = flow.results();
    assertThat(results).extracting(Result::getTaskId).containsExactly(parked);
    assertThat(results.getFirst().getStatus()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(results.getFirst().getReason()).isEqualTo(reason);
    Summary last = lastSummary();
    assertThat(last.getStatus()).isEqualTo(BatchStatus.REJECTED);
    assertThat(last.getReason()).isEqualTo(reason);
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
