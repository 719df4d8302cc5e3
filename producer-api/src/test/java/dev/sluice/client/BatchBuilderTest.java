package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.BatchProblem.Code;
import dev.sluice.client.internal.GeneratedBatchIds;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchBuilderTest {

  private static BatchBuilder batch() {
    return Batch.named("nightly");
  }

  private static List<BatchProblem> problemsOf(Consumer<TaskBuilder> task) {
    return batch().task("a", t -> task.accept(t.type("noop"))).problems();
  }

  private static void assertOneProblem(List<BatchProblem> problems, Code code, String... words) {
    assertThat(problems).extracting(BatchProblem::code).containsExactly(code);
    assertThat(problems.get(0).message()).contains(List.of(words)).doesNotContain("\n");
  }

  @Test
  void aBatchRemembersItsTasksInOrderWithTheirPriorities() {
    Batch batch =
        batch()
            .priority(Priority.LOW)
            .task("z", t -> t.type("noop"))
            .task("a", t -> t.type("noop").needs("z", "z").priority(Priority.CRITICAL))
            .build();

    assertThat(batch.tasks()).extracting(TaskSpec::id).containsExactly("z", "a");
    assertThat(batch.tasks())
        .extracting(TaskSpec::priority)
        .containsExactly(Priority.LOW, Priority.CRITICAL);
    assertThat(batch.tasks().get(1).needs()).containsExactly("z");
    assertThat(batch.options().expectedTasks()).hasValue(2);
    assertThat(batch.graph().layers()).hasSize(2);
    assertThat(batch.tasks()).allMatch(TaskSpec::awaitOpen);
  }

  @Test
  void everyTaskKnowsTheLongestChainOfNeedsThatBeginsWithIt() {
    Batch batch =
        batch()
            .task("end", t -> t.type("noop").needs("middle", "side"))
            .task("start", t -> t.type("noop"))
            .task("middle", t -> t.type("noop").needs("start"))
            .task("side", t -> t.type("noop"))
            .task("alone", t -> t.type("noop"))
            .build();

    assertThat(batch.tasks()).extracting(TaskSpec::remainingPath).containsExactly(1, 3, 2, 2, 1);
    assertThat(batch().task("a", t -> t.type("noop")).build().tasks())
        .extracting(TaskSpec::remainingPath)
        .containsExactly(1);
  }

  @Test
  void anOpenBatchKnowsTheChainsOfItsFirstTasksAsFarAsTheyGo() {
    Batch batch =
        batch()
            .open()
            .task("b", t -> t.type("noop").needs("a", "comes-later"))
            .task("a", t -> t.type("noop"))
            .build();

    assertThat(batch.tasks()).extracting(TaskSpec::remainingPath).containsExactly(1, 2);
  }

  @Test
  void aChainOfAHundredThousandTasksKnowsItsPlaces() {
    BatchBuilder chain = batch();
    chain.task("t0", t -> t.type("noop"));
    for (int i = 1; i < 100_000; i++) {
      String need = "t" + (i - 1);
      chain.task("t" + i, t -> t.type("noop").needs(need));
    }

    List<TaskSpec> tasks = chain.build().tasks();

    assertThat(tasks.getFirst().remainingPath()).isEqualTo(100_000);
    assertThat(tasks.getLast().remainingPath()).isEqualTo(1);
  }

  @Test
  void aBatchWithoutTasksIsAProblemUnlessItStaysOpen() {
    assertOneProblem(batch().problems(), Code.EMPTY_BATCH, "add at least one");
    assertThat(batch().open().problems()).isEmpty();
  }

  @Test
  void aCycleIsShownAsItsPath() {
    List<BatchProblem> problems =
        batch()
            .task("a", t -> t.type("noop").needs("c"))
            .task("b", t -> t.type("noop").needs("a"))
            .task("c", t -> t.type("noop").needs("b"))
            .problems();

    assertOneProblem(problems, Code.CYCLE, "a -> c -> b -> a", "remove one of these needs");
  }

  @Test
  void aCycleOfAThousandTasksIsShownWholeAndALongerOneCut() {
    for (int size : new int[] {1000, 5000}) {
      BatchBuilder batch = batch();
      for (int i = 0; i < size; i++) {
        String next = "t" + (i + 1) % size;
        batch.task("t" + i, t -> t.type("noop").needs(next));
      }
      String message = batch.problems().get(0).message();
      assertThat(message).contains("t0 -> t1", "-> t0").doesNotContain("\n");
      assertThat(message.split(" -> ", -1)).hasSizeBetween(1001, 1002);
      assertThat(message.contains("more ...")).isEqualTo(size == 5000);
    }
  }

  @Test
  void aTaskThatNeedsItselfIsNamed() {
    assertOneProblem(problemsOf(t -> t.needs("a")), Code.SELF_NEED, "task \"a\"", "a -> a");
  }

  @Test
  void anUnknownNeedNamesTheNearestTask() {
    List<BatchProblem> problems =
        batch()
            .task("fetch", t -> t.type("noop"))
            .task("count", t -> t.type("noop").needs("fetsh"))
            .problems();

    assertOneProblem(problems, Code.UNKNOWN_NEED, "task \"count\"", "did you mean \"fetch\"?");
    assertThat(problems.get(0).taskId()).isEqualTo("count");
  }

  @Test
  void anOpenBatchMayNeedTasksThatComeLaterButNotInACycle() {
    assertThat(batch().open().task("a", t -> t.type("noop").needs("later")).problems()).isEmpty();
    assertOneProblem(
        batch().open().task("a", t -> t.type("noop").needs("a", "later")).problems(),
        Code.SELF_NEED,
        "a -> a");
  }

  @Test
  void anIdThatIsUsedTwiceIsAProblem() {
    assertOneProblem(
        batch().task("a", t -> t.type("noop")).task("a", t -> t.type("echo")).problems(),
        Code.DUPLICATE_TASK,
        "used twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " a",
        "a ",
        "a\n",
        "a\u0000",
        "\u001b[31m",
        "a\\b",
        "\u202eabc",
        "\ud83d\ude00",
        "\ud83d",
        "a\u0301",
        "\u00e9"
      })
  void idsOutsideThePublishedCharactersAreRefusedOnOneVisibleLine(String id) {
    List<BatchProblem> task = batch().task(id, t -> t.type("noop")).problems();
    assertOneProblem(task, Code.INVALID_ID, "A-Z a-z 0-9");
    assertThat(task.get(0).message()).matches("[ -~]+");

    List<BatchProblem> whole = batch().id(id).task("a", t -> t.type("noop")).problems();
    assertOneProblem(whole, Code.INVALID_ID, "batch: id");
    assertThat(whole.get(0).message()).matches("[ -~]+");
  }

  @Test
  void idsMayHaveTwoHundredCharacters() {
    assertThat(batch().task("x".repeat(200), t -> t.type("noop")).problems()).isEmpty();
    assertThat(batch().task("x".repeat(201), t -> t.type("noop")).problems()).hasSize(1);
    assertThat(batch().task("a/b@c+d=e", t -> t.type("noop")).problems()).isEmpty();
    assertThat(batch().id("a/b").task("a", t -> t.type("noop")).problems()).hasSize(1);
  }

  @Test
  void idsThatDifferOnlyInCaseAreDifferent() {
    assertThat(batch().task("a", t -> t.type("noop")).task("A", t -> t.type("noop")).problems())
        .isEmpty();
  }

  @Test
  void aTaskNeedsAType() {
    assertOneProblem(batch().task("a", t -> {}).problems(), Code.INVALID_FIELD, "has no type");
  }

  @Test
  void aPayloadMayBeAsLargeAsTheLimitAndNotOneByteMore() {
    int limit = Limits.DEFAULT.payloadBytes();
    for (int size : new int[] {limit - 1, limit}) {
      assertThat(problemsOf(t -> t.payload(new byte[size], "application/octet-stream"))).isEmpty();
    }
    assertOneProblem(
        problemsOf(t -> t.payload(new byte[limit + 1], "application/octet-stream")),
        Code.PAYLOAD_TOO_LARGE,
        "524289 bytes",
        "524288");
  }

  @Test
  void aParameterMayOnlyUseTheOutputOfANeed() {
    BatchBuilder batch =
        batch()
            .task("fetch.v2", t -> t.type("noop"))
            .task(
                "count",
                t ->
                    t.type("echo")
                        .needs("fetch.v2")
                        .params(Map.of("a", "${fetch.v2.output}", "b", "${load.output}")));

    assertOneProblem(batch.problems(), Code.UNKNOWN_INPUT, "${load.output}", "add it to the needs");
  }

  @Test
  void aParameterMayUseAPartOfAnOutputByItsPointer() {
    BatchBuilder right =
        batch()
            .task("a", t -> t.type("noop"))
            .task(
                "b",
                t ->
                    t.type("echo")
                        .needs("a")
                        .params(
                            Map.of("x", "${a.output#/rows/0/owner~1mail}", "y", "${a.output#}")));
    BatchBuilder elsewhere =
        batch().task("b", t -> t.type("echo").params(Map.of("x", "${load.output#/rows}")));

    assertThat(right.problems()).isEmpty();
    assertOneProblem(elsewhere.problems(), Code.UNKNOWN_INPUT, "load", "add it to the needs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows", "/a~2b", "/rows/-"})
  void aPointerThatIsNoneIsNamed(String pointer) {
    BatchBuilder batch =
        batch()
            .task("a", t -> t.type("noop"))
            .task(
                "b",
                t -> t.type("echo").needs("a").params(Map.of("x", "${a.output#" + pointer + "}")));

    assertOneProblem(
        batch.problems(), Code.INVALID_FIELD, "task \"b\"", "${a.output#" + pointer + "}");
  }

  @Test
  void timesOutsideTheirRangesAreProblemsAndNeverWrap() {
    List<Consumer<TaskBuilder>> wrong =
        List.of(
            t -> t.timeout(Duration.ofMillis(-1)),
            t -> t.timeout(Duration.ofDays(31)),
            t -> t.timeout(Duration.ofSeconds(Long.MAX_VALUE)),
            t -> t.timeout(Duration.ofSeconds(Long.MIN_VALUE)),
            t -> t.notBefore(Instant.EPOCH),
            t -> t.notBefore(Instant.parse("1969-12-31T00:00:00Z")),
            t -> t.notBefore(Instant.parse("9999-01-01T00:00:00Z")),
            t -> t.notBefore(Instant.ofEpochMilli(Instant.now().getEpochSecond())),
            t -> t.notBefore(Instant.MAX),
            t -> t.retry(fixed(Duration.ofDays(366 * 292L))));
    for (Consumer<TaskBuilder> task : wrong) {
      assertOneProblem(problemsOf(task), Code.INVALID_FIELD, "task \"a\"");
    }
    assertThat(problemsOf(t -> t.timeout(Duration.ZERO))).isEmpty();
    assertThat(problemsOf(t -> t.timeout(Duration.ofDays(30)))).isEmpty();
    assertThat(problemsOf(t -> t.notBefore(Instant.parse("2026-11-21T10:00:00Z")))).isEmpty();
  }

  private static RetryPlan fixed(Duration delay) {
    return new RetryPlan(RetryPlan.Policy.FIXED, 3, delay, 2.0, Duration.ofMinutes(1), 0.0, false);
  }

  @Test
  void aTimeoutShorterThanAMillisecondIsNotTakenForNone() {
    Batch batch = batch().task("a", t -> t.type("noop").timeout(Duration.ofNanos(1))).build();

    assertThat(batch.tasks().get(0).timeoutMs()).isEqualTo(1);
  }

  @Test
  void headersNeedsAndLabelsAreLimited() {
    assertOneProblem(
        problemsOf(t -> {
          for (int i = 0; i < 33; i++) {
            t.header("h" + i, "v");
          }
        }),
        Code.TOO_MANY_HEADERS,
        "33 headers");
    assertOneProblem(
        problemsOf(t -> t.header("h", "x".repeat(1024 * 1024))), Code.TOO_MANY_HEADERS, "bytes");

    BatchBuilder wide = batch();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 10_001; i++) {
      all.add("t" + i);
      wide.task("t" + i, t -> t.type("noop"));
    }
    assertThat(wide.problems()).isEmpty();
    assertOneProblem(
        wide.task("end", t -> t.type("noop").needs(all)).problems(),
        Code.TOO_MANY_NEEDS,
        "10001 needs");

    BatchBuilder labelled = batch().task("a", t -> t.type("noop"));
    for (int i = 0; i < 10_000; i++) {
      labelled.label("l" + i, "v");
    }
    assertOneProblem(labelled.problems(), Code.INVALID_FIELD, "10000 labels");
  }

  @Test
  void textThatIsNoUnicodeIsRefused() {
    assertOneProblem(problemsOf(t -> t.name("half \ud83d")), Code.INVALID_ENCODING, "name");
    assertOneProblem(problemsOf(t -> t.header("h", "\ude00")), Code.INVALID_ENCODING, "header");
    assertOneProblem(
        problemsOf(t -> t.params(Map.of("k", "half \ud83d"))),
        Code.INVALID_FIELD,
        "JSON",
        "surrogate");
    assertThat(problemsOf(t -> t.name("whole \ud83d\ude00 <b>"))).isEmpty();
  }

  @Test
  void fieldsOfTheBatchAreInTheirRanges() {
    List<Consumer<BatchBuilder>> wrong =
        List.of(
            b -> b.maxFailed(-1),
            b -> b.maxFailedPercent(100.5),
            b -> b.maxFailedPercent(-1),
            b -> b.maxFailedPercent(Double.NaN),
            b -> b.maxParallel(0),
            b -> b.deadline(Instant.parse("1999-01-01T00:00:00Z")),
            b -> b.timeout(Duration.ZERO),
            b -> b.timeout(Duration.ofDays(400)),
            b -> b.openTimeout(Duration.ZERO),
            b -> b.openTimeout(Duration.ofMillis(-1)),
            b -> b.openTimeout(Duration.ofDays(400)),
            b -> b.label(" ", "v"));
    for (Consumer<BatchBuilder> options : wrong) {
      BatchBuilder batch = batch().task("a", t -> t.type("noop"));
      options.accept(batch);
      assertOneProblem(batch.problems(), Code.INVALID_FIELD, "batch: ");
    }
    Batch right = batch().task("a", t -> t.type("noop")).maxParallel(4).maxFailedPercent(5).build();
    assertThat(right.options().mode()).isEqualTo(Mode.PARALLEL);
  }

  @Test
  void allProblemsAreListedAtOnceAndAHundredAreEnough() {
    assertThatThrownBy(
            () -> batch().id("no spaces").task("a", t -> t.pool("No Pool").needs("b")).build())
        .isInstanceOfSatisfying(
            InvalidBatchException.class,
            e -> {
              assertThat(e.problems()).hasSize(4);
              assertThat(e.getMessage().lines()).hasSize(4);
            });

    BatchBuilder many = batch();
    for (int i = 0; i < 500; i++) {
      many.task("t" + i, t -> {});
    }
    assertThat(many.problems()).hasSize(101);
    assertThat(many.problems().get(100).message()).contains("400 more problems");
  }

  @Test
  void aBatchOverTheLimitOfTasksNamesTheLimit() {
    Limits two = new Limits(100, 100, 100, 100, 2, 10, 10, 100, 100);
    BatchBuilder batch = batch().limits(two);
    for (int i = 0; i < 3; i++) {
      batch.task("t" + i, t -> t.type("noop"));
    }

    assertOneProblem(batch.problems(), Code.BATCH_TOO_LARGE, "3 tasks", "the limit is 2");
  }

  @Test
  void generatedIdsAreValidUniqueAndSortByTime() {
    Instant[] now = {Instant.parse("2026-11-21T10:46:08.123Z")};
    BatchIds ids = new GeneratedBatchIds(() -> now[0], new Random(1));
    String first = ids.next("Nightly run \u2013 \u00dcbung!");
    now[0] = now[0].plusMillis(1);
    String second = ids.next("Nightly run \u2013 \u00dcbung!");

    assertThat(first).matches("nightly-run-bung-20261121T104608123-[0-9a-z]{6}");
    assertThat(second).isGreaterThan(first);
    assertThat(ids.next("\u00fc")).startsWith("batch-");
    Set<String> many = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      many.add(ids.next("n".repeat(500)));
    }
    assertThat(many).hasSize(1000).allMatch(id -> id.length() < 80);
    Batch generated = batch().task("a", t -> t.type("noop")).build();
    assertThat(generated.idGenerated()).isTrue();
    assertThat(generated.id().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(200);
  }
}
