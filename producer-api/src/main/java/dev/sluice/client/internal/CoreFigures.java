package dev.sluice.client.internal;

import dev.sluice.client.DurationHistogram;
import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.ErrorGroup;
import dev.sluice.client.TaskCounts;
import dev.sluice.client.TaskFigure;
import dev.sluice.client.TimelineBucket;
import dev.sluice.core.summary.CountsByName;
import dev.sluice.core.summary.DurationTally;
import dev.sluice.core.summary.StatusCounts;
import dev.sluice.core.summary.Timeline;
import dev.sluice.core.summary.TopTasks;
import dev.sluice.core.task.TaskStatus;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The figures of a summary, as the fold has them and as the application sees them. */
public final class CoreFigures {

  private static final double MEDIAN = 50;
  private static final double P95 = 95;
  private static final double P99 = 99;

  private CoreFigures() {}

  /** See {@link DurationQuantiles#percentile}. */
  public static Duration percentile(DurationQuantiles quantiles, double percentage) {
    return micros(tally(quantiles).percentile(percentage));
  }

  static DurationTally tally(DurationQuantiles quantiles) {
    long longest = TimeUnit.NANOSECONDS.toMicros(quantiles.max().toNanos());
    return DurationTally.ofHistogram(quantiles.histogram().compressed(), longest);
  }

  /** How these are spread. */
  public static DurationQuantiles quantiles(DurationTally durations) {
    return durations.count() == 0
        ? DurationQuantiles.NONE
        : new DurationQuantiles(
            durations.count(),
            micros(durations.percentile(MEDIAN)),
            micros(durations.percentile(P95)),
            micros(durations.percentile(P99)),
            micros(durations.max()),
            DurationHistogram.of(durations.compressedHistogram()));
  }

  static Map<String, DurationQuantiles> quantiles(Map<String, DurationTally> durations) {
    Map<String, DurationQuantiles> all = new HashMap<>();
    durations.forEach((type, tally) -> all.put(type, quantiles(tally)));
    return all;
  }

  /** These counts. */
  public static TaskCounts counts(StatusCounts counts) {
    return new TaskCounts(
        counts.total(),
        counts.of(TaskStatus.SUCCEEDED),
        counts.of(TaskStatus.FAILED),
        counts.of(TaskStatus.TIMED_OUT),
        counts.of(TaskStatus.CANCELLED),
        counts.of(TaskStatus.SKIPPED),
        counts.of(TaskStatus.REJECTED));
  }

  static Map<String, TaskCounts> counts(CountsByName counts) {
    Map<String, TaskCounts> all = new HashMap<>();
    counts.all().forEach((name, count) -> all.put(name, counts(count)));
    return all;
  }

  /** A group of errors. */
  public static ErrorGroup group(dev.sluice.core.summary.ErrorGroup group) {
    return new ErrorGroup(
        group.fingerprint(), group.count(), group.type(), group.message(), group.exampleTaskId());
  }

  static dev.sluice.core.summary.ErrorGroup group(ErrorGroup group) {
    return new dev.sluice.core.summary.ErrorGroup(
        group.fingerprint(),
        group.count(),
        group.type(),
        Objects.requireNonNullElse(group.message(), ""),
        group.exampleTaskId());
  }

  static List<TimelineBucket> buckets(Timeline timeline) {
    return timeline.buckets().stream()
        .map(bucket ->
            new TimelineBucket(
                bucket.startAt(),
                micros(bucket.lengthMicros()),
                bucket.succeeded(),
                bucket.failed(),
                bucket.notRun()))
        .toList();
  }

  static Timeline timeline(List<TimelineBucket> buckets) {
    return Timeline.of(
        buckets.stream()
            .map(bucket ->
                new Timeline.Bucket(
                    bucket.startAt(),
                    TimeUnit.NANOSECONDS.toMicros(bucket.length().toNanos()),
                    bucket.succeeded(),
                    bucket.failed(),
                    bucket.notRun()))
            .toList());
  }

  static List<TaskFigure> figures(List<TopTasks.Figure> figures) {
    return figures.stream()
        .map(figure -> new TaskFigure(figure.taskId(), figure.type(), figure.value()))
        .toList();
  }

  static List<TopTasks.Figure> core(List<TaskFigure> figures) {
    return figures.stream()
        .map(figure -> new TopTasks.Figure(figure.taskId(), figure.type(), figure.value()))
        .toList();
  }

  static Duration micros(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
