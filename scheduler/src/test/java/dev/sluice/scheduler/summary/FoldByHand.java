package dev.sluice.scheduler.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.records.Counts;
import dev.sluice.records.Durations;
import dev.sluice.records.ErrorGroup;
import dev.sluice.records.Result;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskFigure;
import dev.sluice.records.TaskStatus;
import dev.sluice.records.TimelineBucket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The results of a batch counted by hand, with nothing of what the scheduler folds with: sorted
 * lists for distributions, the whole graph for the critical path.
 */
final class FoldByHand {

  private final List<Result> results;
  private final Map<String, Submission> tasks;

  FoldByHand(Map<String, Result> results, Map<String, Submission> tasks) {
    this.results = List.copyOf(results.values());
    this.tasks = tasks;
  }

  /** Everything that results tell of a batch that had one round or more. */
  void agreesWith(Summary summary) {
    assertThat(summary.getCounts()).isEqualTo(counts(results));
    assertThat(summary.getByType()).isEqualTo(by(Result::getType));
    assertThat(summary.getByGroup()).isEqualTo(by(Result::getGroup));
    assertThat(summary.getByWorker()).isEqualTo(by(Result::getWorker));
    assertThat(summary.getByPriority()).isEqualTo(by(result -> result.getPriority().name()));
    assertThat(summary.getRetried()).isEqualTo(sum(Result::getRetryCount));
    assertThat(summary.getCached())
        .isEqualTo(sum(result -> result.getCachedFrom() == null ? 0 : 1));
    double succeeded = summary.getCounts().getSucceeded();
    assertThat(summary.getSuccessRate()).isEqualTo(succeeded / results.size());
    assertThat(summary.getDurationMicros())
        .isEqualTo(summary.getFinishedAt() - summary.getOpenedAt());
    double micros = summary.getDurationMicros();
    assertThat(summary.getThroughputPerSecond())
        .isCloseTo(micros == 0 ? 0 : ran().count() * 1e6 / micros, within(1e-9));
    errors(summary.getErrors());
    distributions(summary);
  }

  /** Also what is about all rounds, of a batch that had one. */
  void agreesInOneRoundWith(Summary summary) {
    agreesWith(summary);
    timeline(summary.getTimeline());
    criticalPath(summary);
    figures(summary.getSlowest(), FoldByHand::run);
    figures(summary.getFlakiest(), Result::getRetryCount);
  }

  private Map<String, Counts> by(Function<Result, String> name) {
    Map<String, List<Result>> named =
        results.stream()
            .filter(result -> name.apply(result) != null)
            .collect(Collectors.groupingBy(name));
    Map<String, Counts> counts = new HashMap<>();
    named.forEach((key, some) -> counts.put(key, counts(some)));
    return counts;
  }

  private static Counts counts(List<Result> some) {
    Map<TaskStatus, Long> by =
        some.stream().collect(Collectors.groupingBy(Result::getStatus, Collectors.counting()));
    return Counts.newBuilder()
        .setTotal(some.size())
        .setSucceeded(by.getOrDefault(TaskStatus.SUCCEEDED, 0L))
        .setFailed(by.getOrDefault(TaskStatus.FAILED, 0L))
        .setTimedOut(by.getOrDefault(TaskStatus.TIMED_OUT, 0L))
        .setCancelled(by.getOrDefault(TaskStatus.CANCELLED, 0L))
        .setSkipped(by.getOrDefault(TaskStatus.SKIPPED, 0L))
        .setRejected(by.getOrDefault(TaskStatus.REJECTED, 0L))
        .build();
  }

  private long sum(ToLongFunction<Result> figure) {
    return results.stream().mapToLong(figure).sum();
  }

  private Stream<Result> ran() {
    return results.stream().filter(result -> result.getStartedAt() > 0);
  }

  private static long run(Result result) {
    return result.getStartedAt() > 0 ? result.getFinishedAt() - result.getStartedAt() : 0;
  }

  private static long waited(Result result) {
    return Math.max(0, result.getStartedAt() - result.getQueuedAt());
  }

  /** Messages differ in numbers only, so the groups are the types of errors. */
  private void errors(List<ErrorGroup> groups) {
    Map<String, Long> counted =
        results.stream()
            .filter(result -> result.getError() != null)
            .collect(Collectors.groupingBy(r -> r.getError().getType(), Collectors.counting()));
    Map<String, Long> grouped =
        groups.stream()
            .collect(
                Collectors.groupingBy(
                    ErrorGroup::getType, Collectors.summingLong(ErrorGroup::getCount)));
    assertThat(grouped).isEqualTo(counted);
  }

  private void distributions(Summary summary) {
    distribution(summary.getRunTime(), ran(), FoldByHand::run);
    distribution(summary.getQueueWait(), ran(), FoldByHand::waited);
    Map<String, List<Result>> byType = ran().collect(Collectors.groupingBy(Result::getType));
    assertThat(summary.getRunTimeByType().keySet()).isEqualTo(byType.keySet());
    assertThat(summary.getQueueWaitByType().keySet()).isEqualTo(byType.keySet());
    byType.forEach((type, some) -> {
      distribution(summary.getRunTimeByType().get(type), some.stream(), FoldByHand::run);
      distribution(summary.getQueueWaitByType().get(type), some.stream(), FoldByHand::waited);
    });
  }

  private static void distribution(
      Durations durations, Stream<Result> of, ToLongFunction<Result> figure) {
    long[] sorted = of.mapToLong(figure).sorted().toArray();
    assertThat(durations.getCount()).isEqualTo(sorted.length);
    if (sorted.length > 0) {
      near(durations.getP50(), at(sorted, 0.5));
      near(durations.getP95(), at(sorted, 0.95));
      near(durations.getP99(), at(sorted, 0.99));
    }
  }

  private static long at(long[] sorted, double part) {
    return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
  }

  private static void near(long figure, long exact) {
    assertThat((double) figure).isCloseTo(exact, within(1 + exact * 0.01));
  }

  private void timeline(List<TimelineBucket> timeline) {
    long failed = 0;
    for (TimelineBucket bucket : timeline) {
      List<Result> in =
          results.stream()
              .filter(result -> end(result) >= bucket.getStartAt())
              .filter(result -> end(result) < bucket.getStartAt() + bucket.getLengthMicros())
              .toList();
      Counts counts = counts(in);
      assertThat(bucket.getSucceeded()).isEqualTo(counts.getSucceeded());
      assertThat(bucket.getNotRun()).isEqualTo(counts.getCancelled() + counts.getSkipped());
      failed += bucket.getFailed();
      assertThat(bucket.getSucceeded() + bucket.getFailed() + bucket.getNotRun())
          .isEqualTo(counts.getTotal());
    }
    Counts all = counts(results);
    assertThat(failed).isEqualTo(all.getFailed() + all.getTimedOut() + all.getRejected());
  }

  private static long end(Result result) {
    return Math.max(result.getFinishedAt(), result.getReleasedAt());
  }

  private void criticalPath(Summary summary) {
    Map<String, Result> byId =
        results.stream().collect(Collectors.toMap(Result::getTaskId, result -> result));
    Map<String, Long> chains = new HashMap<>();
    long longest = 0;
    for (String id : byId.keySet()) {
      longest = Math.max(longest, chain(id, byId, chains));
    }
    List<String> path = summary.getCriticalPath();
    assertThat(summary.getCriticalPathMicros()).isEqualTo(longest);
    assertThat(path.stream().mapToLong(id -> run(byId.get(id))).sum()).isEqualTo(longest);
    assertThat(path).hasSize((int) summary.getCriticalPathTasks());
    for (int i = 1; i < path.size(); i++) {
      assertThat(tasks.get(path.get(i)).getNeeds()).contains(path.get(i - 1));
    }
  }

  /** How long the longest chain of tasks that ran is that ends with a task. */
  private long chain(String id, Map<String, Result> byId, Map<String, Long> chains) {
    Long known = chains.get(id);
    if (known != null) {
      return known;
    }
    Result result = byId.get(id);
    long chain = 0;
    if (result.getStartedAt() > 0) {
      for (String need : tasks.get(id).getNeeds()) {
        chain = Math.max(chain, chain(need, byId, chains));
      }
      chain += run(result);
    }
    chains.put(id, chain);
    return chain;
  }

  private void figures(List<TaskFigure> figures, ToLongFunction<Result> figure) {
    var expected = new ArrayList<TaskFigure>();
    results.stream()
        .filter(result -> figure.applyAsLong(result) > 0)
        .sorted(Comparator.comparingLong(figure).reversed().thenComparing(Result::getTaskId))
        .limit(10)
        .forEach(result ->
            expected.add(
                new TaskFigure(result.getTaskId(), result.getType(), figure.applyAsLong(result))));
    assertThat(figures).isEqualTo(expected);
  }
}
