package dev.sluice.results.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.CriticalPath;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.results.Results;
import dev.sluice.results.export.ExportFormat;
import dev.sluice.results.export.RowWriter;
import dev.sluice.results.report.Heading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void newAndFixedFailuresAreThoseOfTheSets(long seed) {
    List<TaskResult> a = Results.random(seed, 400);
    List<TaskResult> b = Results.random(seed + 1000, 500);
    Set<String> failedInA = ids(a, true);
    Set<String> failedInB = ids(b, true);

    Comparison comparison = compare(a, b);

    Set<String> fresh = new TreeSet<>(failedInB);
    fresh.removeAll(failedInA);
    Set<String> fixed = new TreeSet<>(failedInA);
    fixed.retainAll(ids(b, false));
    assertThat(comparison.newFailures().count()).as("seed %d", seed).isEqualTo(fresh.size());
    assertThat(comparison.newFailures().complete()).isTrue();
    assertThat(comparison.newFailures().first())
        .containsExactlyElementsOf(fresh.stream().limit(TaskList.MOST).toList());
    assertThat(comparison.fixed().first())
        .containsExactlyElementsOf(fixed.stream().limit(TaskList.MOST).toList());
  }

  @Test
  void tooManyFailuresAreSaidToBeMore() {
    int many = FailedTasks.MOST + 1_000;
    Stream<TaskResult> a =
        IntStream.range(0, many).mapToObj(i -> Results.of("t" + i, TaskStatus.FAILED));
    Stream<TaskResult> b =
        Stream.concat(
            Stream.of(Results.of("a", TaskStatus.FAILED), Results.of("z", TaskStatus.FAILED)),
            IntStream.range(0, many).mapToObj(i -> Results.of("t" + i, TaskStatus.SUCCEEDED)));

    Comparison comparison =
        Comparison.of(Results.heading("a", many), a, Results.heading("b", many), b, List.of());

    assertThat(comparison.newFailures()).isEqualTo(new TaskList(List.of("a"), 1, false));
    assertThat(comparison.fixed().count()).isEqualTo(FailedTasks.MOST);
    assertThat(comparison.fixed().first()).hasSize(TaskList.MOST);
    assertThat(comparison.fixed().complete()).isFalse();
  }

  @Test
  void itFailsWhenOneConditionIsSo() {
    List<TaskResult> a = List.of(Results.of("t", TaskStatus.SUCCEEDED));
    List<TaskResult> b = List.of(Results.of("t", TaskStatus.FAILED));

    assertThat(compare(a, b, "failed>+1", "p95>+10%").fails()).isFalse();
    Comparison fails = compare(a, b, "p95>+10%", "failed>+0");
    assertThat(fails.fails()).isTrue();
    assertThat(fails.checks()).extracting(Comparison.Check::holds).containsExactly(false, true);
    assertThat(compare(a, b).fails()).isFalse();
  }

  @Test
  void whatCannotBeToldDoesNotPass() throws IOException {
    List<TaskResult> ran = List.of(Results.of("t", TaskStatus.SUCCEEDED));
    Heading open =
        new Heading(
            "open",
            null,
            BatchStatus.OPEN,
            null,
            1,
            Map.of(),
            1,
            Results.START,
            0,
            Duration.ZERO,
            CriticalPath.NONE);
    Comparison early =
        Comparison.of(
            Results.heading("a", 1),
            ran.stream(),
            open,
            Stream.of(),
            List.of(Condition.parse("p95>+10%")));
    assertThat(early.fails()).isTrue();
    assertThat(text(early)).contains("FAILS p95>+10%: can't be told, batch B has not ended\n");

    Comparison idle = compare(ran, List.of(), "p95>+10%", "queue.p95>1s", "failed>+0");
    assertThat(idle.checks())
        .extracting(Comparison.Check::unknown)
        .containsExactly("no task of batch B ran", "no task of batch B ran", null);
    assertThat(text(idle)).containsPattern("p95 +\\S+ m?s +- *\n");
    assertThat(json(idle)).contains("\"unknown\": \"no task of batch B ran\"");
    assertThat(compare(List.of(), ran, "p95>1h").fails()).isFalse();
  }

  @Test
  void textAndJsonSayTheSame() throws IOException {
    List<TaskResult> a = List.of(Results.of("good", TaskStatus.SUCCEEDED));
    List<TaskResult> b =
        List.of(
            Results.of("good\u001b[2J", TaskStatus.FAILED),
            Results.of("new", TaskStatus.SUCCEEDED));
    Comparison comparison = compare(a, b, "failed>+0");

    assertThat(text(comparison))
        .contains(
            "new failures: 1\n  good\n", "fixed: 0\n", "FAILS failed>+0: from 0 to 1, +inf%\n")
        .containsPattern("total +1 +2  \\+100.0%")
        .containsPattern("noop +1 +2 +0 +1")
        .doesNotContain("\u001b");
    assertThat(json(comparison))
        .contains(
            "\"fails\": true",
            "\"condition\": \"failed>+0\"",
            "\"metric\": \"total\"",
            "\"changePercent\": 100",
            "\"changePercent\": null");
  }

  private static String text(Comparison comparison) {
    var out = new ByteArrayOutputStream();
    ComparisonText.print(comparison, new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String json(Comparison comparison) throws IOException {
    var out = new ByteArrayOutputStream();
    try (RowWriter rows = ExportFormat.JSON.alone(out)) {
      rows.write(ComparisonRow.of(comparison));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Comparison compare(List<TaskResult> a, List<TaskResult> b, String... conditions) {
    return Comparison.of(
        Results.heading("a", a.size()),
        a.stream(),
        Results.heading("b", b.size()),
        b.stream(),
        Stream.of(conditions).map(Condition::parse).toList());
  }

  private static Set<String> ids(List<TaskResult> results, boolean failed) {
    return results.stream()
        .filter(result -> failed ? result.status().countsAsFailure() : result.succeeded())
        .map(TaskResult::taskId)
        .collect(Collectors.toSet());
  }
}
