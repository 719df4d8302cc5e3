package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.client.BatchProblem.Code;
import dev.sluice.client.internal.BatchRules;
import dev.sluice.client.internal.Problems;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no batch may contain, at the edge. The numbers are those of docs/bad-input.md. */
final class BatchBuilderFaultsTest {

  /** A batch that can't be built, and the one line that says why. */
  record Case(String item, Consumer<BatchBuilder> batch, Code code, String... words) {

    @Override
    public String toString() {
      return item;
    }
  }

  private static Case task(String item, Consumer<TaskBuilder> task, Code code, String... words) {
    return new Case(item, b -> b.task("t", t -> task.accept(t.type("noop"))), code, words);
  }

  private static Case field(String item, Consumer<TaskBuilder> task, String... words) {
    return task(item, task, Code.INVALID_FIELD, words);
  }

  private static Case id(String item, String id, String... words) {
    return new Case(item, b -> b.task(id, t -> t.type("noop")), Code.INVALID_ID, words);
  }

  private static Case option(String item, Consumer<BatchBuilder> option, String... words) {
    return new Case(
        item,
        batch -> option.accept(batch.task("t", t -> t.type("noop"))),
        Code.INVALID_FIELD,
        words);
  }

  static Stream<Case> graphs() {
    return Stream.of(
        task("B01", t -> t.needs("t"), Code.SELF_NEED, "cycle t -> t, it needs itself"),
        new Case("B02 of 2", b -> cycle(b, 2), Code.CYCLE, "cycle t0 -> t1 -> t0, each needs"),
        new Case("B02 of 1000", b -> cycle(b, 1000), Code.CYCLE, "t998 -> t999 -> t0, each needs"),
        task("B03", t -> t.needs("ghost"), Code.UNKNOWN_NEED, "needs \"ghost\", which is no task"),
        task(
            "B04",
            t -> t.needs("other-batch/t"),
            Code.UNKNOWN_NEED,
            "needs \"other-batch/t\", which is no task of this batch",
            "tasks of other batches can't be needed"),
        new Case(
            "B05",
            b -> b.task("t", t -> t.type("noop")).task("t", t -> t.type("echo")),
            Code.DUPLICATE_TASK,
            "task \"t\": the id is used twice; give each task its own id"),
        new Case("B07", b -> {}, Code.EMPTY_BATCH, "batch: has no tasks; add at least one"),
        new Case(
            "B14",
            b -> fanIn(b, 50_000),
            Code.TOO_MANY_NEEDS,
            "task \"join\": 50000 needs, the limit is 10000; gather them in tasks in between"));
  }

  static Stream<Case> ids() {
    return Stream.of(
        id("B20 empty", "", "task \"\": the id must be 1 to 200 characters of A-Z a-z 0-9"),
        id("B20 blank", " ", "task \" \": the id must be"),
        id("B21", "x".repeat(201), "the id must be 1 to 200 characters"),
        id("B22 backslash", "a\\b", "task \"a\\\\b\""),
        id("B22 NUL", "a\u0000", "task \"a\\u0000\""),
        id("B22 newline", "a\n", "task \"a\\u000a\""),
        id("B22 ANSI", "\u001b[31m", "task \"\\u001b[31m\""),
        id("B22 bidi", "\u202ea", "task \"\\u202ea\""),
        id("B22 emoji", "\ud83d\ude00", "task \"\\ud83d\\ude00\""),
        id("B22 leading space", " a", "task \" a\""),
        id("B23 not normalised", "e\u0301", "task \"e\\u0301\""),
        id("B24 half a surrogate pair", "\ud83d", "task \"\\ud83d\""),
        new Case("B22", b -> single(b).id("../b"), Code.INVALID_ID, "batch: id \"../b\" must"),
        task("B24 name", t -> t.name("\ud83d"), Code.INVALID_ENCODING, "name has half a surrogate"),
        task("B24", t -> t.header("\ud83d", ""), Code.INVALID_ENCODING, "header", "surrogate"));
  }

  static Stream<Case> ranges() {
    Duration years292 = Duration.ofDays(292 * 365);
    Instant now = Instant.parse("2026-11-21T10:00:00Z");
    String timeout = "timeout must be 0 (none) to 30 days; choose a shorter one";
    String window = "notBefore must be between the years 2000 and 2100; check the unit";
    return Stream.of(
        field("B26", t -> t.type(""), "has no type; name the handler that runs it"),
        field("B26 two lines", t -> t.type("a\nb"), "type must be 1 to 200 characters of A-Z"),
        field("B28 negative", t -> t.timeout(Duration.ofMillis(-1)), timeout),
        field("B28 292 years", t -> t.timeout(years292), timeout),
        field("B28 overflow", t -> t.timeout(Duration.ofSeconds(Long.MAX_VALUE)), timeout),
        field("B28 delay", t -> t.retry(delayed(years292)), "retry.delay and retry.maxDelay must"),
        option("B28 NaN", b -> b.maxFailedPercent(Double.NaN), "maxFailedPercent must be 0 to 100"),
        option("B28 maxFailed", b -> b.maxFailed(-7), "batch: maxFailed must be 0 or more"),
        option("B28 maxParallel", b -> b.maxParallel(0), "batch: maxParallel must be 1 or more"),
        option("B28 timeout", b -> b.timeout(years292), "timeout must be more than 0 and at most"),
        field("B30 1969", t -> t.notBefore(Instant.ofEpochSecond(-1)), window),
        field("B30 9999", t -> t.notBefore(Instant.parse("9999-01-01T00:00:00Z")), window),
        field("B30 ever", t -> t.notBefore(Instant.MAX), window),
        field("B31", t -> t.notBefore(Instant.ofEpochMilli(now.getEpochSecond())), window),
        field("B31 nanos", t -> t.notBefore(Instant.ofEpochSecond(now.toEpochMilli())), window),
        option("B31 deadline", b -> b.deadline(Instant.EPOCH), "deadline must be between the year"),
        task(
            "B33 33",
            t -> IntStream.range(0, 33).forEach(i -> t.header("h" + i, "")),
            Code.TOO_MANY_HEADERS,
            "task \"t\": 33 headers, the limit is 32; put data into the payload"),
        task(
            "B33 1 MB",
            t -> t.header("h", "x".repeat(1024 * 1024)),
            Code.TOO_MANY_HEADERS,
            "the headers have 1048577 bytes, the limit is 16384; put data into the payload"),
        option("B34", b -> labels(b, 10_000), "batch: 10000 labels, the limit is 64; drop some"),
        option("B34 65", b -> labels(b, 65), "batch: 65 labels, the limit is 64"),
        option("B34 key", b -> b.label("k".repeat(101), ""), "must have a key of 1 to 100"),
        option("B34 value", b -> b.label("k", "v".repeat(1001)), "a value of at most 1000"),
        field("B34 content type", t -> t.payload(new byte[1], "c".repeat(201)), "contentType has"),
        field("B34 group", t -> t.group("g".repeat(201)), "group has 201 characters, the limit is"),
        task(
            "B43 over",
            t -> t.payload(new byte[524_289], "application/octet-stream"),
            Code.PAYLOAD_TOO_LARGE,
            "the payload has 524289 bytes, the limit is 524288",
            "pass a reference to the data instead"));
  }

  @ParameterizedTest
  @MethodSource({"graphs", "ids", "ranges"})
  @DisplayName("B01-B05 B07 B14 B20-B26 B28 B30 B31 B33 B34 B43 is one line with code and remedy")
  void whatNoBatchMayContainIsOneLineWithCodeAndRemedy(Case bad) {
    BatchBuilder batch = Batch.named("n");
    bad.batch().accept(batch);

    assertThatThrownBy(batch::build)
        .isInstanceOfSatisfying(
            InvalidBatchException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .satisfies(problem -> {
                      assertThat(problem.code()).isEqualTo(bad.code());
                      assertThat(problem.message()).contains(List.of(bad.words()));
                      assertThat(problem.message()).matches("[ -~]+");
                    }));
  }

  @Test
  @DisplayName("B06 a need that is named twice counts once")
  void aNeedThatIsNamedTwiceCountsOnce() {
    Batch batch =
        Batch.named("n")
            .task("a", t -> t.type("noop"))
            .task("b", t -> t.type("noop").needs("a", "a").needs("a"))
            .build();

    assertThat(batch.tasks().get(1).needs()).containsExactly("a");
  }

  @Test
  @DisplayName("B13 a chain of 100,000 tasks is built and judged without recursion")
  void aChainOf100000TasksIsBuilt() {
    BatchBuilder chain = Batch.named("n");
    for (int i = 0; i < 100_000; i++) {
      String before = "t" + (i - 1);
      chain.task(
          "t" + i, t -> t.type("noop").needs(before.equals("t-1") ? List.of() : List.of(before)));
    }

    assertThat(chain.build().graph().layers()).hasSize(100_000);
  }

  @Test
  @DisplayName("B14 a fan-out of 50,000 and a fan-in of 10,000 are within the limits")
  void wideFansAreWithinTheLimits() {
    BatchBuilder fan = Batch.named("n").task("root", t -> t.type("noop"));
    List<String> wide = IntStream.range(0, 50_000).mapToObj(i -> "t" + i).toList();
    wide.forEach(id -> fan.task(id, t -> t.type("noop").needs("root")));
    fan.task("join", t -> t.type("noop").needs(wide.subList(0, 10_000)));

    assertThat(fan.problems()).isEmpty();
  }

  @Test
  @DisplayName("B15 1,000,001 tasks are too many and 1,000,000 are not")
  void aMillionAndOneTasksAreTooMany() {
    Batch one = single(Batch.named("n")).build();
    TaskSpec task = one.tasks().getFirst();

    assertThat(problemsOf(one, Collections.nCopies(1_000_001, task)))
        .filteredOn(problem -> problem.code() != Code.DUPLICATE_TASK)
        .extracting(BatchProblem::code, BatchProblem::message)
        .contains(
            tuple(
                Code.BATCH_TOO_LARGE,
                "batch: has 1000001 tasks, the limit is 1000000;"
                    + " split it into several batches"));
    assertThat(problemsOf(one, Collections.nCopies(1_000_000, task)))
        .extracting(BatchProblem::code)
        .doesNotContain(Code.BATCH_TOO_LARGE);
  }

  private static List<BatchProblem> problemsOf(Batch like, List<TaskSpec> tasks) {
    var problems = new Problems();
    new BatchRules(Limits.DEFAULT).judge("b", like.options(), null, tasks, problems);
    return problems.listed();
  }

  @Test
  @DisplayName("B21 B22 B23 ids of 200 characters, with slashes, or different in case are fine")
  void idsInTheirRangeAreFine() {
    Batch batch =
        Batch.named("n")
            .id("b".repeat(200))
            .task("t".repeat(200), t -> t.type("noop"))
            .task("../a", t -> t.type("noop"))
            .task("../A", t -> t.type("noop"))
            .build();

    assertThat(batch.tasks()).hasSize(3);
  }

  @Test
  @DisplayName("B28 B29 a retry plan out of its range can't be made, and a large one saturates")
  void aRetryPlanOutOfItsRangeCantBeMade() {
    assertThatThrownBy(() -> growing(0)).hasMessage("retry.multiplier must be 1 to 1000, was 0.0");
    assertThatThrownBy(() -> growing(Double.NaN)).hasMessageContaining("retry.multiplier must be");
    assertThatThrownBy(() -> growing(1e300)).hasMessageContaining("was 1.0E300");
    assertThat(growing(1000).delayBefore(1000, 1)).isEqualTo(Duration.ofDays(30));
    assertThat(Batch.named("n").task("t", t -> t.type("noop").retry(growing(1000))).problems())
        .isEmpty();
  }

  @Test
  @DisplayName("B32 nothing where a value has to be is refused at once, by name")
  void nothingWhereAValueHasToBeIsRefusedByName() {
    assertThatThrownBy(() -> Batch.named(null)).hasMessage("name");
    assertThatThrownBy(() -> Batch.named("n").task(null, t -> {})).hasMessage("taskId");
    assertThatThrownBy(() -> Batch.named("n").task("t", t -> t.type(null))).hasMessage("type");
    assertThatThrownBy(() -> Batch.named("n").label("k", null)).hasMessage("value");
  }

  @Test
  @DisplayName("B33 10,000 headers are too many and too large")
  void tenThousandHeadersAreTooManyAndTooLarge() {
    BatchBuilder batch =
        Batch.named("n")
            .task(
                "t",
                t -> IntStream.range(0, 10_000).forEach(i -> t.type("noop").header("h" + i, "")));

    assertThat(batch.problems())
        .extracting(BatchProblem::message)
        .containsExactly(
            "task \"t\": 10000 headers, the limit is 32; put data into the payload",
            "task \"t\": the headers have 48890 bytes, the limit is 16384;"
                + " put data into the payload");
  }

  @Test
  @DisplayName("B33 a second value of a header takes the place of the first")
  void aSecondValueOfAHeaderTakesThePlaceOfTheFirst() {
    Batch batch =
        Batch.named("n").task("t", t -> t.type("noop").header("h", "1").header("h", "2")).build();

    assertThat(batch.tasks().getFirst().headers()).containsExactly(Map.entry("h", "2"));
  }

  @Test
  @DisplayName("B43 a payload at the limit and one byte under it is taken")
  void aPayloadUpToTheLimitIsTaken() {
    int limit = Limits.DEFAULT.payloadBytes();
    assertThat(single(Batch.named("n")).problems()).isEmpty();
    for (int size : new int[] {limit - 1, limit}) {
      byte[] payload = new byte[size];
      assertThat(
              Batch.named("n")
                  .task("t", t -> t.type("noop").payload(payload, "application/octet-stream"))
                  .problems())
          .isEmpty();
    }
  }

  private static RetryPlan growing(double multiplier) {
    Duration most = Duration.ofDays(30);
    return new RetryPlan(RetryPlan.Policy.EXPONENTIAL, 1000, most, multiplier, most, 0, false);
  }

  private static RetryPlan delayed(Duration delay) {
    return new RetryPlan(RetryPlan.Policy.FIXED, 1, delay, 2, delay, 0, false);
  }

  private static BatchBuilder single(BatchBuilder batch) {
    return batch.task("t", t -> t.type("noop"));
  }

  private static void cycle(BatchBuilder batch, int size) {
    for (int i = 0; i < size; i++) {
      String next = "t" + (i + 1) % size;
      batch.task("t" + i, t -> t.type("noop").needs(next));
    }
  }

  private static void fanIn(BatchBuilder batch, int size) {
    List<String> needs = IntStream.range(0, size).mapToObj(i -> "t" + i).toList();
    needs.forEach(id -> batch.task(id, t -> t.type("noop")));
    batch.task("join", t -> t.type("noop").needs(needs));
  }

  private static void labels(BatchBuilder batch, int count) {
    IntStream.range(0, count).forEach(i -> batch.label("l" + i, "v"));
  }
}
