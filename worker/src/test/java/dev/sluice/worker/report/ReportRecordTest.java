package dev.sluice.worker.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.records.Attempt;
import dev.sluice.records.ErrorInfo;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.records.Submission;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.worker.Releases;
import dev.sluice.worker.execution.Ending;
import dev.sluice.worker.execution.FailureCode;
import dev.sluice.worker.execution.SpawnLimits;
import dev.sluice.worker.execution.SpawnedBytes;
import dev.sluice.worker.handler.NewTask;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportRecordTest {

  @Test
  void aReportThatIsTooLargeLosesMessagesThenErrorsThenItsOutputUntilItFits() {
    var error = new ErrorInfo("java.lang.Error", "\u20ac".repeat(8_000), true);
    Report report =
        Report.newBuilder()
            .setBatchId("b")
            .setTaskId("t")
            .setReleaseNumber(1)
            .setOutcome(TaskStatus.SUCCEEDED)
            .setOutput(ByteBuffer.wrap(new byte[256 * 1024]))
            .setAttempts(Collections.nCopies(50, new Attempt(1, 1L, 2L, TaskStatus.FAILED, error)))
            .setStartedAt(1)
            .setFinishedAt(2)
            .setWorkerId("w")
            .build();
    Report terse = ReportRecord.smaller(report, "too large").orElseThrow();
    assertThat(terse.getAttempts()).hasSize(50);
    assertThat(bytes(terse)).isLessThan(300 * 1024);
    Report silent = ReportRecord.smaller(terse, "too large").orElseThrow();
    assertThat(silent.getAttempts())
        .as("they are counted")
        .hasSize(50)
        .allMatch(each -> each.getError() == null);
    assertThat(silent.getOutcome()).isEqualTo(TaskStatus.SUCCEEDED);
    Report bare = ReportRecord.smaller(silent, "too large").orElseThrow();
    assertThat(bare.getReason()).isEqualTo("OUTPUT_TOO_LARGE");
    assertThat(bytes(bare)).isLessThan(2048);
    assertThat(ReportRecord.smaller(bare, "too large")).isEqualTo(Optional.empty());
  }

  @Test
  void tasksThatDoNotFitIntoTheTopicFailTheTaskInsteadOfBeingDropped() {
    var spawned = List.of(NewTask.of("c", "noop").asTask(Priority.NORMAL, "default"));
    Report report = ReportRecord.of(released(release()), succeeded(spawned), "w");
    Report failed = ReportRecord.smaller(report, "the limit is 5").orElseThrow();
    assertThat(failed.getOutcome()).isEqualTo(TaskStatus.FAILED);
    assertThat(failed.getReason()).isEqualTo("TOO_MANY_SPAWNED");
    assertThat(failed.getError().getMessage()).contains("1 tasks").contains("the limit is 5");
    assertThat(failed.getSpawned()).isEmpty();
    assertThat(failed.getOutput()).isNull();
    assertThat(ReportRecord.smaller(failed, "too large")).isEqualTo(Optional.empty());
  }

  @Test
  void aPostponedTaskIsReportedAsItFailedWithTheTimeToItsRetry() {
    var last = Ending.Ended.refused(FailureCode.HANDLER_ERROR, "no", 5);
    Report report =
        ReportRecord.of(released(release()), new Ending.Postponed(last, Duration.ofHours(2)), "w");
    assertThat(report.getRetryInMs()).isEqualTo(7_200_000);
    assertThat(report.getOutcome()).isEqualTo(TaskStatus.FAILED);
    assertThat(report.getReason()).isEqualTo("HANDLER_ERROR");
    assertThat(report.getError().getMessage()).isEqualTo("no");
    assertThat(ReportRecord.of(released(release()), last, "w").getRetryInMs()).isEqualTo(-1);
  }

  @Test
  void aHandedBackTaskIsCancelledToBeReleasedAtOnce() {
    var back = new Ending.HandedBack(new Ending.Run(List.of(), 3, 4), Duration.ZERO);
    Report report = ReportRecord.of(released(release()), back, "w");
    assertThat(report.getOutcome()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(report.getReason()).isEqualTo("HANDED_BACK");
    assertThat(report.getRetryInMs()).isZero();
    assertThat(report.getAttempts()).isEmpty();
    assertThat(report.getReleaseNumber()).isEqualTo(7);
    assertThat(report.getRound()).isEqualTo(2);
  }

  @Test
  void aLeaseSaysThatTheTaskGoesOnAndWhatIsKnownOfIt() {
    Report report = ReportRecord.lease(released(release()), "w", 5);
    assertThat(report.getLeased()).isTrue();
    assertThat(report.getReleaseNumber()).isEqualTo(7);
    assertThat(report.getRound()).isEqualTo(2);
    assertThat(report.getLost()).isEqualTo(2);
    assertThat(report.getReleasePartition()).isEqualTo(3);
    assertThat(report.getDetails()).isEqualTo(ByteBuffer.wrap(new byte[] {7}));
    assertThat(report.getOutcome()).as("one that older schedulers know").isNotNull();
  }

  @Test
  void whatTheHandlerKeptTravelsOnlyWhereAnotherAttemptMayFollow() {
    var last = Ending.Ended.refused(FailureCode.HANDLER_ERROR, "no", 5);
    var later = new Ending.Postponed(last, Duration.ofHours(2));
    Report postponed = ReportRecord.of(released(release()), later, "w");
    assertThat(postponed.getDetails()).isEqualTo(ByteBuffer.wrap(new byte[] {7}));
    assertThat(postponed.getLost()).isEqualTo(2);
    assertThat(ReportRecord.of(released(release()), last, "w").getDetails()).isNull();
  }

  @Test
  void spawnedTasksAreSubmissionsOfTheSameBatch() {
    var plan =
        new RetryPlan(
            RetryPlan.Policy.LINEAR,
            3,
            Duration.ofNanos(1),
            1.5,
            Duration.ofMinutes(2),
            0.25,
            true);
    var task =
        NewTask.of("c/1", "echo")
            .name("n")
            .params(Map.of("k", "v"))
            .needs("a")
            .runIf(RunIf.FAILURE)
            .retry(plan)
            .timeout(Duration.ofSeconds(3))
            .group("g")
            .notBefore(Instant.parse("2030-01-01T00:00:00Z"))
            .inputs(false)
            .header("h", "x")
            .asTask(Priority.NORMAL, "gpu");
    Report report = ReportRecord.of(released(release()), succeeded(List.of(task)), "w");
    Submission found = report.getSpawned().get(0);
    assertThat(found)
        .isEqualTo(
            Submission.newBuilder()
                .setBatchId("b")
                .setTaskId("c/1")
                .setName("n")
                .setType("echo")
                .setPayload(ByteBuffer.wrap("{\"k\":\"v\"}".getBytes(StandardCharsets.UTF_8)))
                .setNeeds(List.of("a"))
                .setRunIf(dev.sluice.records.RunIf.FAILURE)
                .setRetry(new Retry(RetryPolicy.LINEAR, 3, 1L, 1.5, 120_000L, 0.25, true))
                .setTimeoutMs(3_000)
                .setPool("gpu")
                .setGroup("g")
                .setNotBefore(1_893_456_000_000_000L)
                .setInputs(false)
                .setHeaders(Map.of("h", "x"))
                .build());
  }

  @Test
  void theRoomThatATaskTakesIsReckonedNeverTooSmallAndNotMuchTooLarge() {
    String text = "t".repeat(150);
    var tasks =
        List.of(
            NewTask.of("c", "noop"),
            NewTask.of(text, "noop").params(Map.of("k", text)).needs(text, "b"),
            NewTask.of("c", "echo").payload(new byte[70_000], "x/y").name("\u20ac".repeat(900)),
            NewTask.of("c", "echo")
                .retry(RetryPlan.NONE)
                .timeout(Duration.ofDays(30))
                .notBefore(Instant.parse("2099-12-31T00:00:00Z"))
                .group(text)
                .header("k", text)
                .header("l", ""));
    var codec = RecordCodecs.of(Submission.class, Map.of());
    for (NewTask each : tasks) {
      TaskSpec task = each.asTask(Priority.NORMAL, "default");
      int framing = 10;
      int written =
          codec.encode("s", SpawnedRecords.of("batch", List.of(task)).get(0)).length - framing;
      assertThat(SpawnedBytes.of("batch", task)).isBetween((long) written, written + 40L);
    }
  }

  @Test
  void tenThousandSmallTasksFitIntoTheReportTopic() {
    String batch = "nightly-20261121-170000-abcdef";
    var release = Release.newBuilder(release()).setBatchId(batch).build();
    var spawned =
        IntStream.rangeClosed(1, 10_000)
            .mapToObj(n -> NewTask.of("parent/" + n, "noop").asTask(Priority.NORMAL, "default"))
            .toList();
    assertThat(spawned.stream().mapToLong(task -> SpawnedBytes.of(batch, task)).sum())
        .isLessThan(SpawnLimits.of(Limits.DEFAULT).bytes());
    assertThat(bytes(ReportRecord.of(released(release), succeeded(spawned), "w")))
        .isLessThan(1024 * 1024);
  }

  private static Release release() {
    return Releases.of("t", "test").setBatchId("b").setReleaseNumber(7).setRound(2).build();
  }

  private static Released released(Release release) {
    return new Released(release, 3, 2, ByteBuffer.wrap(new byte[] {7}));
  }

  private static Ending.Ended succeeded(List<TaskSpec> spawned) {
    return new Ending.Ended(
        dev.sluice.core.task.TaskStatus.SUCCEEDED,
        null,
        Content.EMPTY,
        null,
        spawned,
        Ending.Run.none(1));
  }

  private static int bytes(Report report) {
    return RecordCodecs.of(Report.class, Map.of()).encode("report", report).length;
  }
}
