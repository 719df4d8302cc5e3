package dev.sluice.scheduler;

import static dev.sluice.scheduler.FlowDriver.TOPICS;
import static dev.sluice.scheduler.FlowDriver.header;
import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.BatchStatus;
import dev.sluice.records.Cancel;
import dev.sluice.records.Open;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Result;
import dev.sluice.records.Retry;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.topic.Partitions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulerFlowTest {

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
  void releasesATaskOnceItsNeedsSucceeded() {
    flow.open("b", 4);
    flow.submit(
        task("b", "join", "left", "right"),
        task("b", "left", "top"),
        task("b", "right", "top"),
        task("b", "top"));

    List<Release> first = flow.releases();
    assertThat(first).extracting(Release::getTaskId).containsExactly("top");
    flow.report(first.getFirst(), TaskStatus.SUCCEEDED);
    List<Release> second = flow.releases();
    assertThat(second).extracting(Release::getTaskId).containsExactlyInAnyOrder("left", "right");
    flow.report(second.get(0), TaskStatus.SUCCEEDED);
    assertThat(flow.releases()).isEmpty();
    flow.report(second.get(1), TaskStatus.SUCCEEDED);
    flow.runAll();

    assertThat(flow.results())
        .extracting(Result::getTaskId)
        .containsExactlyInAnyOrder("top", "left", "right", "join");
    Summary last = flow.summaries().getLast();
    assertThat(last.getStatus()).isEqualTo(BatchStatus.SUCCEEDED);
    assertThat(last.getCounts().getSucceeded()).isEqualTo(4);
    assertThat(last.getRunTime().getP50()).isEqualTo(1_000_000);
    assertThat(last.getByWorker()).containsOnlyKeys("w1");
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  void takesThePriorityFromTheTopicAndTheReleaseTopicFromPoolAndPriority() {
    flow.open("b", 1);
    flow.submit(Priority.CRITICAL, task("b", "t").setPool("other"));

    assertThat(flow.records(TOPICS.release("other", Priority.CRITICAL))).hasSize(1);
  }

  @Test
  void handsTheOutputsOfNeedsOn() {
    flow.open("b", 2);
    flow.submit(task("b", "a"), task("b", "z", "a"));

    flow.report(
        flow.releases().getFirst(),
        TaskStatus.SUCCEEDED,
        "\"hi\"".getBytes(StandardCharsets.UTF_8));

    assertThat(flow.releases().getFirst().getInputs().getFirst().getOutput())
        .isEqualTo(ByteBuffer.wrap("\"hi\"".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void rejectsTimesAndRetriesThatAreOutOfTheirRange() {
    var outOfRange =
        Map.of(
            "maxRetries", task("b", "maxRetries").setRetry(retry().setMaxRetries(1001).build()),
            "delay", task("b", "delay").setRetry(retry().setDelayMs(-1).build()),
            "maxDelay", task("b", "maxDelay").setRetry(retry().setMaxDelayMs(-1).build()),
            "too long", task("b", "maxDelay2").setRetry(retry().setDelayMs(Long.MAX_VALUE).build()),
            "multiplier",
                task("b", "multiplier").setRetry(retry().setMultiplier(Double.NaN).build()),
            "jitter", task("b", "jitter").setRetry(retry().setJitter(1.5).build()),
            "timeoutMs", task("b", "timeoutMs").setTimeoutMs(-1));
    flow.open("b", outOfRange.size());

    outOfRange.values().forEach(flow::submit);
    outOfRange.values().forEach(flow::submit);

    assertThat(flow.releases()).isEmpty();
    assertThat(flow.deadLetters()).isEmpty();
    assertThat(flow.results())
        .hasSize(outOfRange.size())
        .allSatisfy(result -> {
          assertThat(result.getStatus()).isEqualTo(TaskStatus.REJECTED);
          assertThat(result.getReason()).isEqualTo("INVALID_FIELD");
          assertThat(result.getError().getMessage())
              .contains(result.getTaskId().replaceAll("[0-9]", "") + " must be ");
        });
    assertThat(flow.results()).isEmpty();
  }

  private static Retry.Builder retry() {
    return Retry.newBuilder();
  }

  @Test
  void setsUndecodableBytesAsideAndGoesOn() {
    byte[] garbage = {(byte) 0xC3, 1, 2, 3};
    flow.send(TOPICS.submission(Priority.LOW), "key", garbage);
    flow.send(TOPICS.command(), null, new byte[0]);
    flow.send(TOPICS.report(), "b", "text".getBytes(StandardCharsets.UTF_8));
    flow.open("b", 1);
    flow.submit(task("b", "t"));

    var letters = flow.deadLetters();
    assertThat(letters).hasSize(3);
    assertThat(letters.getFirst().value()).isEqualTo(garbage);
    assertThat(letters.getFirst().key()).isEqualTo("key".getBytes(StandardCharsets.UTF_8));
    assertThat(header(letters.getFirst(), "sluice-reason")).isEqualTo("BAD_RECORD");
    assertThat(header(letters.getFirst(), "sluice-source-topic"))
        .isEqualTo(TOPICS.submission(Priority.LOW));
    assertThat(header(letters.getFirst(), "sluice-source-offset")).isEqualTo("0");
    assertThat(flow.releases()).hasSize(1);
  }

  @Test
  void ignoresTombstones() {
    flow.send(TOPICS.submission(Priority.NORMAL), "b", null);

    assertThat(flow.counts().of("tombstone")).isEqualTo(1);
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  void setsRejectedRecordsAsideWithTheirReason() {
    flow.open("b", 1);
    flow.submit(task("b", "t"), task("b", "one-too-many"), task("not a batch id", "t"));

    assertThat(flow.deadLetters())
        .extracting(letter -> header(letter, "sluice-reason"))
        .containsExactly("BATCH_SEALED", "INVALID_ID");
  }

  @Test
  void countsDuplicatesAndReleasesOnce() {
    flow.open("b", 1);
    flow.submit(task("b", "t"), task("b", "t"));
    Release release = flow.releases().getFirst();
    flow.report(release, TaskStatus.SUCCEEDED);
    flow.report(release, TaskStatus.FAILED);

    assertThat(flow.results()).hasSize(1);
    assertThat(flow.counts().of("ignored-duplicate")).isEqualTo(1);
    assertThat(flow.counts().of("ignored-already-ended")).isEqualTo(1);
  }

  @Test
  void releasesAWideFanOutAcrossTicks() {
    int wide = 2_000;
    flow.open("b", wide + 1);
    flow.submit(task("b", "root"));
    IntStream.range(0, wide).forEach(i -> flow.submit(task("b", "t" + i, "root")));
    flow.report(flow.releases().getFirst(), TaskStatus.SUCCEEDED);
    int atOnce = flow.releases().size();
    int later = 0;
    for (int tick = 0; tick < 20; tick++) {
      flow.passTime(Duration.ofMillis(5));
      later += flow.releases().size();
    }

    assertThat(atOnce).isBetween(1, wide - 1);
    assertThat(atOnce + later).isEqualTo(wide);
  }

  @Test
  void closesABatchAtItsDeadline() {
    long deadline = (System.currentTimeMillis() + 60_000) * 1000;
    flow.command("b", Open.newBuilder().setExpectedTasks(1L).setDeadline(deadline).build());
    flow.submit(task("b", "t"));
    flow.passTime(Duration.ofSeconds(30));
    assertThat(flow.results()).isEmpty();

    flow.passTime(Duration.ofSeconds(31));
    flow.passTime(Duration.ofSeconds(1));

    assertThat(flow.results()).hasSize(1);
    assertThat(flow.signals()).hasSize(1);
    assertThat(flow.summaries().getLast().getFinishedAt()).isPositive();
  }

  @Test
  void tellsWorkersToStopWhatIsCancelled() {
    flow.open("b", 1);
    flow.submit(task("b", "t"));
    flow.command("b", Cancel.newBuilder().setReason("enough").build());

    assertThat(flow.signals())
        .singleElement()
        .satisfies(signal -> {
          assertThat(signal.getBatchId()).isEqualTo("b");
          assertThat(signal.getTaskId()).as("absent: every task of the batch").isNull();
        });
  }

  @Test
  void forwardsARecordOnTheWrongPartitionOnceAndThenSetsItAside() {
    flow.close();
    flow = new FlowDriver(stateDirectory.resolve("four"), 4);
    String stranger = batchIdOfPartition(2, 4);
    flow.submit(task(stranger, "t"));

    // The driver has one partition only, so the forwarded record comes back to the wrong one.
    var forwarded = flow.records(TOPICS.submission(Priority.NORMAL));
    assertThat(forwarded).hasSize(1);
    assertThat(forwarded.getFirst().key()).isEqualTo(stranger.getBytes(StandardCharsets.UTF_8));
    assertThat(flow.deadLetters())
        .singleElement()
        .satisfies(
            letter -> assertThat(header(letter, "sluice-reason")).isEqualTo("WRONG_PARTITION"));
    assertThat(flow.releases()).isEmpty();
    assertThat(flow.counts().of("rerouted")).isEqualTo(1);
  }

  @Test
  void readsTheBatchFromTheRecordWhateverTheKeySays() {
    flow.open("b", 1);
    byte[] submission = TestRecords.encode(Submission.class, task("b", "t").build());
    flow.send(TOPICS.submission(Priority.NORMAL), null, submission);

    assertThat(flow.releases()).hasSize(1);
  }

  @Test
  void recordsAResultThatFitsEvenForATaskWhoseTextsDoNot() {
    flow.open("b", 1);
    flow.submit(task("b", "t").setType("x".repeat(1_040_000)));

    assertThat(flow.results())
        .singleElement()
        .satisfies(result -> assertThat(result.getStatus()).isEqualTo(TaskStatus.REJECTED));
    assertThat(flow.summaries().getLast().getStatus()).isEqualTo(BatchStatus.REJECTED);
  }

  @Test
  void failsATaskWhoseReleaseWouldNotFitIntoItsTopic() {
    // Inputs within the limit of core, with content types that are not part of it.
    int needs = 6;
    String[] ids = IntStream.range(0, needs).mapToObj(i -> "n" + i).toArray(String[]::new);
    flow.open("b", needs + 1);
    for (String id : ids) {
      flow.submit(task("b", id));
    }
    flow.submit(task("b", "join", ids));
    for (Release release : flow.releases()) {
      var report =
          dev.sluice.records.Report.newBuilder()
              .setBatchId("b")
              .setTaskId(release.getTaskId())
              .setReleaseNumber(release.getReleaseNumber())
              .setOutcome(TaskStatus.SUCCEEDED)
              .setOutput(ByteBuffer.allocate(10))
              .setOutputContentType("x".repeat(1_000_000))
              .setStartedAt(1)
              .setFinishedAt(2)
              .setWorkerId("w")
              .build();
      flow.send(TOPICS.report(), "b", TestRecords.encode(dev.sluice.records.Report.class, report));
    }

    assertThat(flow.releases()).isEmpty();
    assertThat(flow.results())
        .filteredOn(result -> result.getTaskId().equals("join"))
        .singleElement()
        .satisfies(result -> assertThat(result.getReason()).isEqualTo("INPUTS_TOO_LARGE"));
    assertThat(flow.summaries().getLast().getStatus()).isEqualTo(BatchStatus.FAILED);
  }

  @Test
  void publishesTheSummaryOfARunningBatchAtMostOnceATick() {
    flow.open("b", 3);
    flow.submit(task("b", "a"), task("b", "c"), task("b", "d"));
    List<Release> released = flow.releases();
    flow.report(released.get(0), TaskStatus.SUCCEEDED);
    flow.report(released.get(1), TaskStatus.FAILED);
    assertThat(flow.summaries()).isEmpty();

    flow.passTime(Duration.ofMillis(500));
    assertThat(flow.summaries())
        .singleElement()
        .satisfies(summary -> {
          assertThat(summary.getStatus()).isEqualTo(BatchStatus.RUNNING);
          assertThat(summary.getCounts().getTotal()).isEqualTo(2);
        });

    flow.passTime(Duration.ofMillis(500));
    assertThat(flow.summaries()).isEmpty();

    flow.report(released.get(2), TaskStatus.SUCCEEDED);
    assertThat(flow.summaries())
        .singleElement()
        .satisfies(summary -> {
          assertThat(summary.getStatus()).isEqualTo(BatchStatus.FAILED);
          assertThat(summary.getCounts().getTotal()).isEqualTo(3);
          assertThat(summary.getSuccessRate()).isCloseTo(2.0 / 3, within());
        });
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }

  private static String batchIdOfPartition(int partition, int partitions) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "batch-" + i)
        .filter(id -> Partitions.of(id, partitions) == partition)
        .findFirst()
        .orElseThrow();
  }
}
