package dev.sluice.client.internal;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.CriticalPath;
import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.ErrorGroup;
import dev.sluice.client.TaskCounts;
import dev.sluice.client.TaskFigure;
import dev.sluice.client.TimelineBucket;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.core.summary.CountsByName;
import dev.sluice.core.summary.DurationTally;
import dev.sluice.core.summary.DurationsByType;
import dev.sluice.core.summary.ErrorGroups;
import dev.sluice.core.summary.Timeline;
import dev.sluice.core.summary.TopTasks;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Priority;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Two summaries as one. */
public record SummaryMerge(BatchSummary one, BatchSummary other) {

  private static final String AND = "+";

  /** What needs more attention comes first. */
  private static final List<BatchStatus> STATUSES =
      List.of(
          BatchStatus.RUNNING,
          BatchStatus.PAUSED,
          BatchStatus.OPEN,
          BatchStatus.FAILED,
          BatchStatus.REJECTED,
          BatchStatus.CANCELLED,
          BatchStatus.SUCCEEDED);

  private static final Comparator<CriticalPath> LONGEST_FIRST =
      Comparator.comparing(CriticalPath::duration)
          .thenComparingLong(CriticalPath::length)
          .reversed()
          .thenComparing(path -> path.tasks().isEmpty() ? "" : path.tasks().getLast());

  /** The one summary. */
  public BatchSummary merged() {
    TaskCounts counts = one.counts().plus(other.counts());
    DurationQuantiles runTime = durations(one.runTime(), other.runTime());
    long openedAt = earliest(one.openedAt(), other.openedAt());
    Duration duration = duration(openedAt);
    return new BatchSummary(
        batchId(),
        common(BatchSummary::name),
        status(),
        common(BatchSummary::reason),
        Math.max(one.round(), other.round()),
        labels(),
        expectedTasks(),
        counts,
        counts(one.byType(), other.byType()),
        counts(one.byGroup(), other.byGroup()),
        counts(one.byWorker(), other.byWorker()),
        byPriority(),
        one.retried() + other.retried(),
        BatchTally.successRate(counts.succeeded(), counts.total()),
        BatchTally.throughputPerSecond(runTime.count(), micros(duration)),
        durations(one.queueWait(), other.queueWait()),
        runTime,
        errors(),
        openedAt,
        finishedAt(),
        duration,
        one.cached() + other.cached(),
        timeline(),
        LONGEST_FIRST.compare(one.criticalPath(), other.criticalPath()) <= 0
            ? one.criticalPath()
            : other.criticalPath(),
        durations(one.queueWaitByType(), other.queueWaitByType()),
        durations(one.runTimeByType(), other.runTimeByType()),
        figures(one.slowest(), other.slowest()),
        figures(one.flakiest(), other.flakiest()),
        Math.max(one.remainingPath(), other.remainingPath()),
        Math.max(one.updatedAt(), other.updatedAt()));
  }

  private String batchId() {
    var ids = new TreeSet<>(List.of(one.batchId().split("\\" + AND)));
    ids.addAll(List.of(other.batchId().split("\\" + AND)));
    return String.join(AND, ids);
  }

  private @Nullable String common(Function<BatchSummary, @Nullable String> text) {
    String its = text.apply(one);
    return Objects.equals(its, text.apply(other)) ? its : null;
  }

  private Map<String, String> labels() {
    var common = new HashMap<>(one.labels());
    common.entrySet().retainAll(other.labels().entrySet());
    return common;
  }

  private BatchStatus status() {
    int first = Math.min(STATUSES.indexOf(one.status()), STATUSES.indexOf(other.status()));
    return STATUSES.get(first);
  }

  private OptionalLong expectedTasks() {
    return one.expectedTasks().isPresent() && other.expectedTasks().isPresent()
        ? OptionalLong.of(one.expectedTasks().getAsLong() + other.expectedTasks().getAsLong())
        : OptionalLong.empty();
  }

  private static long earliest(long one, long other) {
    return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
  }

  private boolean ended() {
    return one.status().terminal() && other.status().terminal();
  }

  private long finishedAt() {
    return ended() ? Math.max(one.finishedAt(), other.finishedAt()) : 0;
  }

  private Duration duration(long openedAt) {
    long end =
        ended()
            ? finishedAt()
            : Math.max(
                one.openedAt() + micros(one.duration()),
                other.openedAt() + micros(other.duration()));
    return Duration.of(Math.max(0, end - openedAt), ChronoUnit.MICROS);
  }

  private static long micros(Duration duration) {
    return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
  }

  private static Map<String, TaskCounts> counts(
      Map<String, TaskCounts> these, Map<String, TaskCounts> those) {
    var merged = new TreeMap<>(these);
    those.forEach((name, counts) -> merged.merge(name, counts, TaskCounts::plus));
    TaskCounts others =
        Objects.requireNonNullElse(merged.remove(CountsByName.OTHER), TaskCounts.NONE);
    while (merged.size() > CountsByName.MOST_NAMES) {
      others = others.plus(merged.pollLastEntry().getValue());
    }
    if (others.total() > 0) {
      merged.put(CountsByName.OTHER, others);
    }
    return merged;
  }

  private Map<Priority, TaskCounts> byPriority() {
    var merged = new EnumMap<Priority, TaskCounts>(Priority.class);
    merged.putAll(one.byPriority());
    other.byPriority().forEach((priority, its) -> merged.merge(priority, its, TaskCounts::plus));
    return merged;
  }

  private static DurationQuantiles durations(DurationQuantiles these, DurationQuantiles those) {
    DurationTally sum = CoreFigures.tally(these);
    sum.add(CoreFigures.tally(those));
    return CoreFigures.quantiles(sum);
  }

  private static Map<String, DurationQuantiles> durations(
      Map<String, DurationQuantiles> these, Map<String, DurationQuantiles> those) {
    return CoreFigures.quantiles(DurationsByType.merged(tallies(these), tallies(those)));
  }

  private static Map<String, DurationTally> tallies(Map<String, DurationQuantiles> durations) {
    var tallies = new HashMap<String, DurationTally>();
    durations.forEach((type, its) -> tallies.put(type, CoreFigures.tally(its)));
    return tallies;
  }

  private List<ErrorGroup> errors() {
    return ErrorGroups.merged(groups(one.errors()), groups(other.errors())).stream()
        .map(CoreFigures::group)
        .toList();
  }

  private static List<dev.sluice.core.summary.ErrorGroup> groups(List<ErrorGroup> errors) {
    return errors.stream().map(CoreFigures::group).toList();
  }

  private List<TimelineBucket> timeline() {
    Timeline merged = CoreFigures.timeline(one.timeline());
    merged.add(CoreFigures.timeline(other.timeline()));
    return CoreFigures.buckets(merged);
  }

  private static List<TaskFigure> figures(List<TaskFigure> these, List<TaskFigure> those) {
    return CoreFigures.figures(TopTasks.merged(CoreFigures.core(these), CoreFigures.core(those)));
  }
}
