package dev.sluice.scheduler.faults;

import static dev.sluice.scheduler.FlowDriver.TOPICS;
import static dev.sluice.scheduler.FlowDriver.task;
import static dev.sluice.scheduler.faults.Refusals.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.limits.Limits;
import dev.sluice.records.Attempt;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.records.Submission;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.FlowDriver;
import dev.sluice.scheduler.TestRecords;
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
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fields of a task outside their ranges. */
class FieldFaultsTest {

  private static final int MIB = 1024 * 1024;

  @TempDir Path folder;

  private FlowDriver flow;

  /** A field that no task can have, and what its result has to say about it. */
  record Case(String item, Consumer<Submission.Builder> field, String reason, String... words) {

    @Override
    public String toString() {
      return item;
    }
  }

  @BeforeEach
  void start() {
    flow = new FlowDriver(folder);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  private static Case time(String what, long micros) {
    return field(
        what, t -> t.setNotBefore(micros), "notBefore must be microseconds", "was " + micros);
  }

  private static Case retry(String what, Consumer<Retry.Builder> numbers, String... words) {
    return field(
        what,
        task -> {
          Retry.Builder retry = Retry.newBuilder();
          numbers.accept(retry);
          task.setRetry(retry.build());
        },
        words);
  }

  private static Case field(String what, Consumer<Submission.Builder> field, String... words) {
    return new Case(what, field, "INVALID_FIELD", words);
  }

  static Stream<Case> badFields() {
    Instant now = Instant.parse("2026-11-21T10:00:00Z");
    return Stream.of(
        field("B26 no type", t -> t.setType(""), "type must be 1 to 200 characters"),
        field("B26 a type on two lines", t -> t.setType("a\nb"), "type must be"),
        field("B26 a long type", t -> t.setType("x".repeat(201)), "type must be"),
        field("B28 timeout -1", t -> t.setTimeoutMs(-1), "timeoutMs must be 0 to 2592000000"),
        field("B28 timeout of a long", t -> t.setTimeoutMs(Long.MAX_VALUE), "was 92233720368547"),
        field("B28 timeout of 30 days and 1 ms", t -> t.setTimeoutMs(2_592_000_001L), "timeoutMs"),
        retry("B28 retries -1", r -> r.setMaxRetries(-1), "maxRetries must be 0 to 1000, was -1"),
        retry("B28 retries of an int", r -> r.setMaxRetries(Integer.MAX_VALUE), "0 to 1000"),
        retry("B28 delay -1", r -> r.setDelayMs(-1), "retry.delay must be not negative"),
        retry("B28 delay of a long", r -> r.setDelayMs(Long.MAX_VALUE), "0 to 30 days"),
        retry("B28 delay of -292 years", r -> r.setDelayMs(Long.MIN_VALUE), "retry.delay must be"),
        retry("B28 maxDelay -1", r -> r.setMaxDelayMs(-1), "retry.maxDelay must be not negative"),
        retry("B28 maxDelay of a long", r -> r.setMaxDelayMs(Long.MAX_VALUE), "0 to 30 days"),
        retry("B28 jitter NaN", r -> r.setJitter(Double.NaN), "retry.jitter must be 0 to 1"),
        retry("B28 jitter 2", r -> r.setJitter(2), "retry.jitter must be 0 to 1, was 2.0"),
        retry("B29 multiplier 0", r -> r.setMultiplier(0), "multiplier must be 1 to 1000, was 0.0"),
        retry("B29 multiplier NaN", r -> r.setMultiplier(Double.NaN), "multiplier must be 1 to"),
        retry("B29 multiplier 1e300", r -> r.setMultiplier(1e300), "was 1.0E300"),
        retry("B29 multiplier infinite", r -> r.setMultiplier(1.0 / 0), "multiplier must be"),
        time("B30 notBefore 1969", micros(Instant.parse("1969-12-31T23:59:59Z"))),
        time("B30 notBefore 9999", micros(Instant.parse("9999-01-01T00:00:00Z"))),
        time("B30 notBefore of a long", Long.MAX_VALUE),
        time("B30 notBefore of minus a long", Long.MIN_VALUE),
        time("B31 notBefore in seconds", now.getEpochSecond()),
        time("B31 notBefore in milliseconds", now.toEpochMilli()),
        time("B31 notBefore in nanoseconds", now.toEpochMilli() * 1_000_000),
        headers("B33 10,000 headers", 10_000, 1, "10000 headers", "the limits are 32 and 16384"),
        headers("B33 33 headers", 33, 1, "33 headers"),
        headers("B33 a header of 1 MB", 1, MIB, "1 headers with 1048", "put data into the payload"),
        field("B34 a group of 201", t -> t.setGroup("g".repeat(201)), "group has 201", "is 200"),
        field("B34 a group of 1 MB", t -> t.setGroup("g".repeat(MIB)), "larger than its topic"),
        field("B34 a name of 1001", t -> t.setName("n".repeat(1001)), "name has 1001", "is 1000"),
        field("B34 a cache key of 1001", t -> t.setCacheKey("k".repeat(1001)), "cacheKey has 1001"),
        field("B34 a content type of 201", t -> t.setContentType("c".repeat(201)), "contentType"),
        new Case("a pool that is none", t -> t.setPool("gpu"), "UNKNOWN_POOL", "pool gpu is not"),
        payload(Limits.DEFAULT.payloadBytes() + 1, "524289 bytes, the limit is 524288"),
        payload(MIB, "1048576 bytes, the limit is 524288; pass a reference to the data instead"));
  }

  private static Case headers(String what, int count, int size, String... words) {
    Map<String, String> headers =
        IntStream.range(0, count)
            .boxed()
            .collect(Collectors.toMap(i -> "h" + i, i -> "v".repeat(size)));
    return new Case(what, t -> t.setHeaders(headers), "TOO_MANY_HEADERS", words);
  }

  private static Case payload(int size, String words) {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    return new Case(
        "B43 a payload of " + size, t -> t.setPayload(bytes), "PAYLOAD_TOO_LARGE", words);
  }

  private static long micros(Instant instant) {
    return instant.toEpochMilli() * 1000;
  }

  @ParameterizedTest
  @MethodSource("badFields")
  @DisplayName("B26 B28-B31 B33 B34 B43 a field out of its range has a result that names it")
  void aFieldOutOfItsRangeHasAResultThatNamesIt(Case bad) {
    Submission.Builder task = task("b", "t");
    bad.field().accept(task);
    flow.open("b", 1);
    flow.submit(task);

    assertRejected(flow, "t", bad.reason(), bad.words());
  }

  @Test
  @DisplayName("B43 a payload at the limit and one byte under it is taken")
  void aPayloadUpToTheLimitIsTaken() {
    int limit = Limits.DEFAULT.payloadBytes();
    flow.open("b", 2);
    flow.submit(
        task("b", "under").setPayload(ByteBuffer.allocate(limit - 1)),
        task("b", "at").setPayload(ByteBuffer.allocate(limit)));

    assertThat(flow.releases())
        .extracting(release -> release.getPayload().remaining())
        .containsExactly(limit - 1, limit);
  }

  @Test
  @DisplayName("B43 an output over the limit fails its task and is never dropped in silence")
  void anOutputOverTheLimitFailsItsTask() {
    int limit = Limits.DEFAULT.outputBytes();
    flow.open("b", 3);
    flow.submit(task("b", "under"), task("b", "at"), task("b", "over"));
    output("under", limit - 1);
    output("at", limit);
    output("over", limit + 1);

    Map<String, Result> results =
        flow.results().stream().collect(Collectors.toMap(Result::getTaskId, r -> r));
    assertThat(results.get("under").getOutput().remaining()).isEqualTo(limit - 1);
    assertThat(results.get("at").getOutput().remaining()).isEqualTo(limit);
    Result over = results.get("over");
    assertThat(over.getStatus()).isEqualTo(TaskStatus.FAILED);
    assertThat(over.getReason()).isEqualTo("OUTPUT_TOO_LARGE");
    assertThat(over.getError().getMessage())
        .isEqualTo(
            "the output has 262145 bytes, the limit is 262144;"
                + " hand on a reference to the data instead");
  }

  @Test
  @DisplayName("B28 B31 times of a report that no clock has give no negative or wrapped duration")
  void timesOfAReportThatNoClockHasGiveNoNegativeDuration() {
    long[][] times = {
      {Long.MIN_VALUE, Long.MAX_VALUE},
      {Long.MAX_VALUE, Long.MIN_VALUE},
      {-1, 5},
      {1_795_000_000L, 1_795_000_001L},
      {2_000_000, 1_000_000}
    };
    flow.open("b", times.length);
    for (int i = 0; i < times.length; i++) {
      flow.submit(task("b", "t" + i));
      report("t" + i, times[i][0], times[i][1]);
    }

    assertThat(flow.results())
        .hasSize(times.length)
        .allSatisfy(result -> {
          assertThat(result.getStatus()).isEqualTo(TaskStatus.SUCCEEDED);
          assertThat(result.getRuntimeMicros()).isNotNegative();
        });
    assertThat(flow.summaries().getLast())
        .satisfies(summary -> {
          assertThat(summary.getDurationMicros()).isBetween(0L, 60_000_000L);
          assertThat(summary.getRunTime().getMax()).isNotNegative();
          assertThat(summary.getQueueWait().getMax()).isBetween(0L, 2_592_000_000_000L);
          assertThat(summary.getThroughputPerSecond()).isNotNegative().isFinite();
        });
  }

  @Test
  @DisplayName("B28 a retry that a worker asks for in 292 million years comes within 30 days")
  void aRetryThatAWorkerAsksForComesWithin30Days() {
    Retry retry = Retry.newBuilder().setPolicy(RetryPolicy.FIXED).setMaxRetries(1).build();
    flow.open("b", 1);
    flow.submit(task("b", "t").setRetry(retry));
    flow.releases();
    flow.report(reporting("t", 1, 2).setOutcome(TaskStatus.FAILED).setRetryInMs(Long.MAX_VALUE));
    flow.passTime(Duration.ofDays(30).minusSeconds(1));
    assertThat(flow.releases()).isEmpty();
    flow.passTime(Duration.ofSeconds(2));

    assertThat(flow.releases()).extracting(Release::getReleaseNumber).containsExactly(2);
  }

  @Test
  @DisplayName("B28 a report that asks for a retry that the task may not have ends the task")
  void aReportThatAsksForARetryThatTheTaskMayNotHaveEndsIt() {
    flow.open("b", 1);
    flow.submit(task("b", "t"));
    flow.releases();
    var attempt = new Attempt(1, 1L, 2L, TaskStatus.FAILED, null);
    flow.report(
        reporting("t", 1, 2)
            .setOutcome(TaskStatus.FAILED)
            .setAttempts(List.of(attempt))
            .setRetryInMs(0));

    assertThat(flow.results())
        .singleElement()
        .satisfies(result -> assertThat(result.getStatus()).isEqualTo(TaskStatus.FAILED));
    assertThat(flow.releases()).isEmpty();
  }

  @Test
  @DisplayName("B25 the topic is the priority; the same task in another topic is another task")
  void theTopicIsThePriority() {
    flow.open("b", 1);
    flow.submit(Priority.CRITICAL, task("b", "t"));
    flow.submit(Priority.LOW, task("b", "t"));

    assertThat(flow.releases()).extracting(Release::getPriority).containsExactly(Priority.CRITICAL);
    Refusals.assertDeadLetter(Letter.of(flow), "CONFLICT", "another task with this id");
    assertThat(flow.counts().of("rejected-conflict")).isEqualTo(1);
  }

  @Test
  @DisplayName("B26 a type that nobody serves is released, for a worker may come that does")
  void aTypeThatNobodyServesIsReleased() {
    flow.open("b", 1);
    flow.submit(task("b", "t").setType("no.such.handler:v99"));

    assertThat(flow.releases()).extracting(Release::getType).containsExactly("no.such.handler:v99");
    flow.report(reporting("t", 1, 2).setOutcome(TaskStatus.FAILED).setReason("NO_HANDLER"));
    assertThat(flow.results())
        .singleElement()
        .satisfies(result -> {
          assertThat(result.getReason()).isEqualTo("NO_HANDLER");
          assertThat(result.getRetryCount()).isZero();
        });
  }

  @Test
  @DisplayName("B33 headers of the record itself are nobody's business, however many there are")
  void headersOfTheRecordItselfChangeNothing() {
    var headers = new RecordHeaders();
    for (int i = 0; i < 10_000; i++) {
      headers.add("same", new byte[100]);
    }
    flow.open("b", 1);
    byte[] task = TestRecords.encode(Submission.class, task("b", "t").build());
    flow.send(
        TOPICS.submission(Priority.NORMAL),
        new TestRecord<>(RawSubmission.utf8("b"), task, headers));

    assertThat(flow.releases()).hasSize(1);
    assertThat(flow.deadLetters()).isEmpty();
  }

  private void output(String taskId, int size) {
    flow.report(reporting(taskId, 1, 2).setOutput(ByteBuffer.allocate(size)));
  }

  private void report(String taskId, long startedAt, long finishedAt) {
    flow.report(reporting(taskId, startedAt, finishedAt));
  }

  private static Report.Builder reporting(String taskId, long startedAt, long finishedAt) {
    return Report.newBuilder()
        .setBatchId("b")
        .setTaskId(taskId)
        .setReleaseNumber(1)
        .setOutcome(TaskStatus.SUCCEEDED)
        .setStartedAt(startedAt)
        .setFinishedAt(finishedAt)
        .setWorkerId("w1");
  }
}
