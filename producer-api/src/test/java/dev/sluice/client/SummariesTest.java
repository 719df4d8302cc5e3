package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SummariesTest {

  private static final TaskStatus[] ENDS = {
    TaskStatus.SUCCEEDED,
    TaskStatus.SUCCEEDED,
    TaskStatus.FAILED,
    TaskStatus.TIMED_OUT,
    TaskStatus.CANCELLED,
    TaskStatus.SKIPPED,
    TaskStatus.REJECTED
  };

  private final long seed = Long.getLong("sluice.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private int types = 4;
  private int kinds = 8;

  @RepeatedTest(30)
  void mergingPartsGivesWhatAllResultsAtOnceGive() {
    types = 1 + random.nextInt(40);
    kinds = 1 + random.nextInt(45);
    List<TaskResult> results = results(random.nextInt(400));
    BatchSummary whole = Summaries.of("b", results.stream());
    Collections.shuffle(results, random);

    BatchSummary merged = Summaries.of("b", results.stream().limit(0));
    for (int from = 0; from < results.size(); ) {
      int to = Math.min(results.size(), from + 1 + random.nextInt(200));
      BatchSummary part = Summaries.of("b", results.subList(from, to).stream());
      merged = random.nextBoolean() ? Summaries.merge(merged, part) : Summaries.merge(part, merged);
      from = to;
    }

    assertThat(merged.criticalPath().duration()).isEqualTo(whole.criticalPath().duration());
    // A part knows the links of its own tasks only.
    assertThat(withoutPath(merged)).as(replay()).isEqualTo(withoutPath(whole));
  }

  @RepeatedTest(10)
  void orderAndGroupingOfMergesMakeNoDifference() {
    BatchSummary a = Summaries.of("a", results("a-", random.nextInt(100)).stream());
    BatchSummary b = Summaries.of("b", results("b-", random.nextInt(100)).stream());
    BatchSummary c = Summaries.of("c", results("c-", random.nextInt(100)).stream());

    BatchSummary left = Summaries.merge(Summaries.merge(a, b), c);
    BatchSummary right = Summaries.merge(Summaries.merge(c, b), a);

    assertThat(left).as(replay()).isEqualTo(right);
    assertThat(left).isEqualTo(Summaries.merge(a, Summaries.merge(b, c)));
    assertThat(left.batchId()).isEqualTo("a+b+c");
  }

  @Test
  void moreKindsOfErrorsThanAreShownAreCountedAllTheSame() {
    kinds = 400;
    List<TaskResult> results = results(3000);
    BatchSummary merged =
        Summaries.merge(
            Summaries.of("b", results.subList(0, 1000).stream()),
            Summaries.of("b", results.subList(1000, 3000).stream()));

    assertThat(merged.errors()).hasSize(51);
    assertThat(merged.errors().stream().mapToLong(ErrorGroup::count).sum())
        .as(replay())
        .isEqualTo(results.stream().filter(result -> result.error() != null).count());
  }

  @Test
  void percentilesOfMergedSummariesAreThoseOfAllDurations() {
    List<TaskResult> results = results(500);
    long[] sorted =
        results.stream()
            .filter(result -> result.startedAt() > 0)
            .mapToLong(TaskResult::runtimeMicros)
            .sorted()
            .toArray();

    BatchSummary merged =
        Summaries.merge(
            Summaries.of("b", results.subList(0, 77).stream()),
            Summaries.of("b", results.subList(77, 500).stream()));

    DurationQuantiles runs = merged.runTime();
    assertThat(runs.count()).isEqualTo(sorted.length);
    for (double percentage : new double[] {1, 50, 90, 95, 99, 99.9}) {
      long exact = sorted[(int) Math.ceil(percentage / 100 * sorted.length) - 1];
      double micros = runs.percentile(percentage).toNanos() / 1000.0;
      assertThat(micros).as(replay()).isCloseTo(exact, within(1 + exact * 0.01));
    }
    assertThat(runs.p95()).isEqualTo(runs.percentile(95));
    assertThat(runs.max()).isEqualTo(micros(sorted[sorted.length - 1]));
  }

  @Test
  void theCriticalPathIsFollowedByTheLinksInTheResults() {
    List<TaskResult> results =
        List.of(
            chained("a", 10, new TaskChain(10, 1, null)),
            chained("b", 20, new TaskChain(30, 2, "a")),
            chained("c", 5, new TaskChain(35, 3, "b")),
            chained("lone", 34, new TaskChain(34, 1, null)));

    assertThat(Summaries.of("b", results.stream()).criticalPath())
        .isEqualTo(new CriticalPath(List.of("a", "b", "c"), 3, micros(35)));
  }

  @Test
  void whatNeedsMoreAttentionIsTheStatusOfBoth() {
    BatchSummary good = Summaries.of("good", results(1, TaskStatus.SUCCEEDED).stream());
    BatchSummary bad = Summaries.of("bad", results(1, TaskStatus.FAILED).stream());
    BatchSummary stopped = Summaries.of("stopped", results(1, TaskStatus.CANCELLED).stream());

    assertThat(Summaries.merge(good, bad).status()).isEqualTo(BatchStatus.FAILED);
    assertThat(Summaries.merge(stopped, good).status()).isEqualTo(BatchStatus.CANCELLED);
    assertThat(Summaries.merge(stopped, bad).status()).isEqualTo(BatchStatus.FAILED);
    assertThat(Summaries.merge(good, running(5)).finishedAt()).isZero();
  }

  private static BatchSummary running(long ended) {
    return new BatchSummary(
        "running",
        null,
        BatchStatus.RUNNING,
        null,
        1,
        Map.of(),
        OptionalLong.of(10),
        new TaskCounts(ended, ended, 0, 0, 0, 0, 0),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        0,
        1,
        1,
        DurationQuantiles.NONE,
        DurationQuantiles.NONE,
        List.of(),
        1_000_000,
        0,
        Duration.ofSeconds(1),
        0,
        List.of(),
        CriticalPath.NONE,
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        0,
        0);
  }

  private static BatchSummary withoutPath(BatchSummary summary) {
    return new BatchSummary(
        summary.batchId(),
        summary.name(),
        summary.status(),
        summary.reason(),
        summary.round(),
        summary.labels(),
        summary.expectedTasks(),
        summary.counts(),
        summary.byType(),
        summary.byGroup(),
        summary.byWorker(),
        summary.byPriority(),
        summary.retried(),
        summary.successRate(),
        summary.throughputPerSecond(),
        summary.queueWait(),
        summary.runTime(),
        summary.errors(),
        summary.openedAt(),
        summary.finishedAt(),
        summary.duration(),
        summary.cached(),
        summary.timeline(),
        CriticalPath.NONE,
        summary.queueWaitByType(),
        summary.runTimeByType(),
        summary.slowest(),
        summary.flakiest(),
        summary.remainingPath(),
        summary.updatedAt());
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1000);
  }

  private List<TaskResult> results(int number, TaskStatus... ends) {
    return results("t", number, ends);
  }

  private List<TaskResult> results(String ids, int number, TaskStatus... ends) {
    List<TaskResult> results = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      TaskStatus[] from = ends.length == 0 ? ENDS : ends;
      results.add(result(ids + i, from[random.nextInt(from.length)]));
    }
    return results;
  }

  private TaskResult result(String id, TaskStatus status) {
    boolean ran = status.compareTo(TaskStatus.CANCELLED) < 0;
    boolean cached = status == TaskStatus.SUCCEEDED && random.nextInt(5) == 0;
    long queued = 1_700_000_000_000_000L + random.nextLong(100_000_000);
    long run = ran && !cached ? (long) Math.exp(random.nextDouble() * 18) : 0;
    long started = run > 0 ? queued + random.nextInt(5_000_000) : 0;
    long finished = run > 0 ? started + run : queued;
    int retries = run > 0 ? random.nextInt(3) : 0;
    TaskError error =
        status == TaskStatus.FAILED
            ? new TaskError("Kind" + random.nextInt(kinds), "no " + random.nextInt(), true)
            : null;
    return new TaskResult(
        "b",
        id,
        1,
        null,
        status,
        null,
        null,
        error,
        1 + retries,
        retries,
        queued,
        run > 0 ? queued : 0,
        started,
        finished,
        run,
        run > 0 ? "w" + random.nextInt(3) : null,
        "type" + random.nextInt(types),
        random.nextBoolean() ? null : "g" + random.nextInt(1500),
        Priority.values()[random.nextInt(5)],
        cached ? "other/t" : null,
        run == 0 ? TaskChain.NONE : new TaskChain(run + random.nextInt(9), 2, "t0"));
  }

  private static TaskResult chained(String id, long run, TaskChain chain) {
    return new TaskResult(
        "b",
        id,
        1,
        null,
        TaskStatus.SUCCEEDED,
        null,
        null,
        null,
        1,
        0,
        1000,
        1000,
        1000,
        1000 + run,
        run,
        "w",
        "noop",
        null,
        Priority.NORMAL,
        null,
        chain);
  }

  private String replay() {
    return "replay with -Dsluice.seed=" + seed;
  }
}
