package dev.sluice.scheduler.summary;

import dev.sluice.core.summary.CountsByName;
import dev.sluice.core.summary.DurationTally;
import dev.sluice.core.summary.DurationsByType;
import dev.sluice.core.summary.ErrorGroup;
import dev.sluice.core.summary.StatusCounts;
import dev.sluice.core.summary.Timeline;
import dev.sluice.core.summary.TopTasks;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.Counts;
import dev.sluice.records.Durations;
import dev.sluice.records.TaskFigure;
import dev.sluice.records.TimelineBucket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** The figures of a summary as its record has them. */
final class Figures {

  private static final double MEDIAN = 50;
  private static final double P95 = 95;
  private static final double P99 = 99;

  private Figures() {}

  static Map<String, Counts> counts(CountsByName counts) {
    var all = new TreeMap<String, Counts>();
    counts.all().forEach((name, count) -> all.put(name, counts(count)));
    return all;
  }

  static Counts counts(StatusCounts counts) {
    return new Counts(
        counts.total(),
        counts.of(TaskStatus.SUCCEEDED),
        counts.of(TaskStatus.FAILED),
        counts.of(TaskStatus.TIMED_OUT),
        counts.of(TaskStatus.CANCELLED),
        counts.of(TaskStatus.SKIPPED),
        counts.of(TaskStatus.REJECTED));
  }

  /**
   * Durations by type.
   *
   * @param overall those of all types, which are the same where there is one type: a histogram
   *     costs more to encode than all else of a small batch
   */
  static Map<String, Durations> durations(DurationsByType durations, Durations overall) {
    Map<String, DurationTally> byType = durations.all();
    var all = new TreeMap<String, Durations>();
    byType.forEach((type, spread) -> {
      boolean same = byType.size() == 1 && spread.count() == overall.getCount();
      all.put(type, same ? overall : durations(spread));
    });
    return all;
  }

  static Durations durations(DurationTally durations) {
    return new Durations(
        durations.count(),
        durations.percentile(MEDIAN),
        durations.percentile(P95),
        durations.percentile(P99),
        durations.max(),
        ByteBuffer.wrap(durations.compressedHistogram()));
  }

  static dev.sluice.records.ErrorGroup error(ErrorGroup group) {
    return new dev.sluice.records.ErrorGroup(
        group.fingerprint(), group.count(), group.type(), group.message(), group.exampleTaskId());
  }

  static TimelineBucket bucket(Timeline.Bucket bucket) {
    return new TimelineBucket(
        bucket.startAt(),
        bucket.lengthMicros(),
        bucket.succeeded(),
        bucket.failed(),
        bucket.notRun());
  }

  static TaskFigure task(TopTasks.Figure figure) {
    return new TaskFigure(figure.taskId(), figure.type(), figure.value());
  }
}
