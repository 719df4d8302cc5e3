package dev.sluice.results.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.sluice.client.CriticalPath;
import dev.sluice.client.TaskResult;
import dev.sluice.core.summary.FirstNames;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.results.Results;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aReportSaysWhatCountingOneByOneSays(long seed) {
    List<TaskResult> results = Results.random(seed, 3_000);

    Report report = report(results);

    assertThat(report.all().counts().total()).as("seed %d", seed).isEqualTo(3_000);
    assertThat(report.all().failures())
        .isEqualTo(results.stream().filter(result -> result.status().countsAsFailure()).count());
    assertThat(named(report.byType())).isEqualTo(counted(results, TaskResult::type));
    assertThat(named(report.byGroup())).isEqualTo(counted(results, TaskResult::group));
    assertThat(named(report.byWorker())).isEqualTo(counted(results, TaskResult::worker));
    assertThat(report.errors().stream().mapToLong(group -> group.count()).sum())
        .isEqualTo(results.stream().filter(result -> result.error() != null).count());
    assertThat(report.errors()).hasSize(3);
    assertThat(report.slowest())
        .extracting(TaskLine::taskId)
        .containsExactlyElementsOf(
            results.stream()
                .filter(result -> result.startedAt() > 0)
                .sorted(
                    Comparator.comparingLong(
                            (TaskResult result) -> result.startedAt() - result.finishedAt())
                        .thenComparing(TaskResult::taskId))
                .limit(Report.DEFAULT_TOP)
                .map(TaskResult::taskId)
                .toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theOrderOfResultsMakesNoDifference(long seed) {
    List<TaskResult> results = Results.random(seed, 3_000);

    assertThat(report(Results.shuffled(results, seed)))
        .as("seed %d", seed)
        .isEqualTo(report(results));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void quantilesAreWithinOnePercent(long seed) {
    List<TaskResult> results = Results.random(seed, 3_000);
    long[] ran =
        results.stream()
            .filter(result -> result.startedAt() > 0)
            .mapToLong(result -> result.finishedAt() - result.startedAt())
            .sorted()
            .toArray();

    Part all = report(results).all();

    double exact = ran[(int) Math.ceil(ran.length * 0.95) - 1];
    assertThat(all.runTime().p95().toNanos() / 1000.0).isCloseTo(exact, within(exact / 100));
    assertThat(all.runTime().max().toNanos() / 1000).isEqualTo(ran[ran.length - 1]);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theTimelineHoldsEveryEndAndEveryMomentOfWork(long seed) {
    List<TaskResult> results = Results.random(seed, 3_000);

    Timeline timeline = report(Results.shuffled(results, seed)).timeline();

    assertThat(timeline.steps()).hasSizeBetween(2, Timeline.MOST_STEPS);
    assertThat(timeline.steps().stream().mapToLong(Timeline.Step::ended).sum()).isEqualTo(3_000);
    double work =
        results.stream()
            .filter(result -> result.startedAt() > 0)
            .mapToLong(result -> result.finishedAt() - result.startedAt())
            .sum();
    double busy =
        timeline.steps().stream().mapToDouble(Timeline.Step::running).sum() * timeline.stepMicros();
    assertThat(busy).as("seed %d", seed).isCloseTo(work, within(work / 1e6));
  }

  @Test
  void theCriticalPathIsToldInItsOrderWithTheTimesOfTheResults() throws IOException {
    Heading plain = Results.heading("batch-1", 3);
    var heading =
        new Heading(
            plain.batchId(),
            plain.name(),
            plain.status(),
            plain.reason(),
            plain.round(),
            plain.labels(),
            plain.total(),
            plain.openedAt(),
            plain.finishedAt(),
            plain.duration(),
            new CriticalPath(List.of("z", "gone", "a"), 3, Duration.ofMillis(2)));
    Stream<TaskResult> results =
        Stream.of("a", "b", "z").map(id -> Results.of(id, TaskStatus.SUCCEEDED));

    Report report = Report.of(heading, results, Report.DEFAULT_TOP);

    assertThat(report.criticalPath()).extracting(TaskLine::taskId).containsExactly("z", "a");
    assertThat(written(report, ReportFormat.TABLE)).contains("critical path, 2.00 ms");
    assertThat(written(report, ReportFormat.HTML)).contains("id=\"path\"");
    assertThat(written(report, ReportFormat.JSON)).contains("\"length\": 3");
  }

  @Test
  void aClockThatIsFarOffDoesNotFlattenTheTimeline() {
    List<TaskResult> results = Results.random(1, 1_000);
    TaskResult lost =
        Results.of(
            "lost", null, TaskStatus.SUCCEEDED, null, null, 1, Results.START, 1, 2, "w", "t", null);

    Timeline timeline =
        report(Stream.concat(results.stream(), Stream.of(lost)).toList()).timeline();

    assertThat(timeline.steps()).hasSizeGreaterThan(50);
    assertThat(timeline.startMicros()).isGreaterThan(Results.START - 2 * timeline.stepMicros());
  }

  @Test
  void aThousandTypesAreAHundredAndTheOthersTogether() {
    List<TaskResult> results =
        IntStream.range(0, 1_000)
            .mapToObj(i ->
                Results.of(
                    "t" + i,
                    null,
                    TaskStatus.SUCCEEDED,
                    null,
                    null,
                    1,
                    1,
                    2,
                    3,
                    "w",
                    "type-" + i,
                    null))
            .toList();

    List<Part> types = report(Results.shuffled(results, 7)).byType();

    assertThat(types).hasSize(PartsFold.MOST_NAMES + 1).isEqualTo(report(results).byType());
    assertThat(types.getLast().name()).isEqualTo(FirstNames.OTHER);
    assertThat(types.getLast().counts().total()).isEqualTo(1_000 - PartsFold.MOST_NAMES);
    assertThat(types.getLast().runTime().count()).isEqualTo(1_000 - PartsFold.MOST_NAMES);
  }

  @Test
  void anEmptyBatchHasAReportToo() throws IOException {
    Report report = report(List.of());

    assertThat(report.successRate()).isZero();
    for (ReportFormat format : ReportFormat.values()) {
      assertThat(written(report, format)).contains("batch-1");
    }
  }

  @Test
  void textHoldsNothingThatATerminalWouldObey() throws IOException {
    String text = written(hostile(), ReportFormat.TABLE);

    assertThat(text)
        .contains(
            "slowest tasks", "longest waits", "flakiest tasks", "by type", "errors", "timeline")
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]");
  }

  @Test
  void jsonIsOneWholeObject() throws IOException {
    String json = written(hostile(), ReportFormat.JSON);

    try (JsonParser parser = new JsonFactory().createParser(json)) {
      assertThat(parser.nextToken().isStructStart()).isTrue();
      parser.skipChildren();
      assertThat(parser.nextToken()).isNull();
    }
    assertThat(json).contains("\"byType\"", "\"timeline\"", "\"flakiest\"", "\"p95\"");
  }

  private static Report hostile() {
    String evil = "<img src=x onerror=alert(1)>\u001b[2J\u202e\u0007\"'&";
    return report(
        List.of(
            Results.of(
                evil,
                evil,
                TaskStatus.FAILED,
                null,
                new TaskError(evil, evil, false),
                3,
                Results.START,
                Results.START + 10,
                Results.START + 5_000,
                evil,
                evil,
                evil)));
  }

  private static Report report(List<TaskResult> results) {
    return Report.of(
        Results.heading("batch-1", results.size()), results.stream(), Report.DEFAULT_TOP);
  }

  private static String written(Report report, ReportFormat format) throws IOException {
    var out = new ByteArrayOutputStream();
    format.write(report, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Map<String, Long> named(List<Part> parts) {
    return parts.stream().collect(Collectors.toMap(Part::name, part -> part.counts().total()));
  }

  private static Map<String, Long> counted(
      List<TaskResult> results, Function<TaskResult, String> name) {
    return results.stream()
        .filter(result -> name.apply(result) != null)
        .collect(Collectors.groupingBy(name, Collectors.counting()));
  }
}
