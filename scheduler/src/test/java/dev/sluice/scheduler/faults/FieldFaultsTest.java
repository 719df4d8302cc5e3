package dev.sluice.scheduler.faults;

import static dev.sluice.scheduler.FlowDriver.TOPICS;
import static dev.sluice.scheduler.FlowDriver.task;
import static dev.sluice.scheduler.faults.Refusals.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.limits.Limits;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Retry;
import dev.sluice.records.Submission;
import dev.sluice.scheduler.FlowDriver;
import dev.sluice.scheduler.TestRecords;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
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
        field("an empty cache key", t -> t.setCacheKey(""), "cacheKey is empty"),
        field(
            "a cache time of -1",
            t -> t.setCache(true).setCacheTtlMs(-1),
            "cacheTtlMs must be 0 to"),
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
}
