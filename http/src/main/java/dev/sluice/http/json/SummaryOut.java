package dev.sluice.http.json;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.CriticalPath;
import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.ErrorGroup;
import dev.sluice.client.TaskCounts;
import dev.sluice.client.TaskFigure;
import dev.sluice.client.TimeLeft;
import dev.sluice.client.TimelineBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the results of a batch add up to, as JSON: durations in milliseconds, times in microseconds
 * since the epoch.
 */
public final class SummaryOut {

  private static final double NANOS_PER_MILLI = 1e6;

  private SummaryOut() {}

  /**
   * The object that {@code run -o json} prints, what {@code status -o json} and {@code report -o
   * json} add to it under the same names, and counts by name.
   *
   * @param now from when on the time that is left counts
   */
  public static Body of(BatchSummary summary, Instant now) {
    TaskCounts counts = summary.counts();
    Body body =
        new Body()
            .with("batchId", summary.batchId())
            .with("name", summary.name())
            .with("status", summary.status().name())
            .with("total", summary.expectedTasks().orElse(counts.total()));
    ends(body, counts);
    return body.with("retried", summary.retried())
        .with("durationMs", summary.duration().toMillis())
        .with("throughputPerSecond", rounded(summary.throughputPerSecond()))
        .with("successRate", rounded(summary.successRate()))
        .with("queueMs", quantiles(summary.queueWait()))
        .with("runMs", quantiles(summary.runTime()))
        .with("cached", summary.cached())
        .with("reason", summary.reason())
        .with("timeLeftMs", timeLeft(TimeLeft.of(summary, 0, 0).flatMap(left -> left.seenAt(now))))
        .with("round", summary.round())
        .with("labels", new TreeMap<>(summary.labels()))
        .with("expectedTasks", summary.expectedTasks().isEmpty() ? null : body.get("total"))
        .with("openedAt", summary.openedAt())
        .with("finishedAt", summary.finishedAt())
        .with("updatedAt", summary.updatedAt())
        .with("byType", byType(summary))
        .with("byGroup", named(summary.byGroup()))
        .with("byWorker", named(summary.byWorker()))
        .with("byPriority", byPriority(summary))
        .with("timeline", timeline(summary.timeline()))
        .with("criticalPath", criticalPath(summary.criticalPath()))
        .with("slowest", summary.slowest().stream().map(SummaryOut::slow).toList())
        .with("flakiest", summary.flakiest().stream().map(SummaryOut::flaky).toList())
        .with("errors", summary.errors().stream().map(SummaryOut::error).toList());
  }

  private static Body ends(Body body, TaskCounts counts) {
    return body.with("succeeded", counts.succeeded())
        .with("failed", counts.failed())
        .with("timedOut", counts.timedOut())
        .with("cancelled", counts.cancelled())
        .with("skipped", counts.skipped())
        .with("rejected", counts.rejected());
  }

  private static Body counts(TaskCounts counts) {
    return ends(new Body().with("total", counts.total()), counts);
  }

  private static Body quantiles(DurationQuantiles quantiles) {
    return new Body()
        .with("p50", millis(quantiles.p50()))
        .with("p95", millis(quantiles.p95()))
        .with("p99", millis(quantiles.p99()))
        .with("max", millis(quantiles.max()));
  }

  private static Body timeLeft(Optional<TimeLeft> left) {
    return new Body()
        .with("low", whole(left.map(TimeLeft::low)))
        .with("likely", whole(left.map(TimeLeft::likely)))
        .with("high", whole(left.map(TimeLeft::high)));
  }

  private static @Nullable Long whole(Optional<Duration> duration) {
    return duration.map(Duration::toMillis).orElse(null);
  }

  private static Body named(Map<String, TaskCounts> counts) {
    Body body = new Body();
    new TreeMap<>(counts).forEach((name, count) -> body.with(name, counts(count)));
    return body;
  }

  /** Durations are known of fewer types than counts. */
  private static Body byType(BatchSummary summary) {
    Body body = named(summary.byType());
    body.forEach((type, counts) -> {
      if (counts instanceof Body one) {
        one.with("queueMs", quantilesOrNull(summary.queueWaitByType().get(type)))
            .with("runMs", quantilesOrNull(summary.runTimeByType().get(type)));
      }
    });
    return body;
  }

  private static @Nullable Body quantilesOrNull(@Nullable DurationQuantiles quantiles) {
    return quantiles == null ? null : quantiles(quantiles);
  }

  private static Body byPriority(BatchSummary summary) {
    Body body = new Body();
    new TreeMap<>(summary.byPriority())
        .forEach((priority, count) ->
            body.with(priority.name().toLowerCase(Locale.ROOT), counts(count)));
    return body;
  }

  private static Body timeline(List<TimelineBucket> buckets) {
    boolean none = buckets.isEmpty();
    return new Body()
        .with("startMicros", none ? 0 : buckets.getFirst().startAt())
        .with(
            "stepMicros",
            none ? 0 : TimeUnit.NANOSECONDS.toMicros(buckets.getFirst().length().toNanos()))
        .with(
            "steps",
            buckets.stream()
                .map(bucket ->
                    new Body()
                        .with("succeeded", bucket.succeeded())
                        .with("failed", bucket.failed())
                        .with("stopped", bucket.notRun()))
                .toList());
  }

  private static Body criticalPath(CriticalPath path) {
    return new Body()
        .with("length", path.length())
        .with("durationMs", millis(path.duration()))
        .with("taskIds", path.tasks());
  }

  private static Body slow(TaskFigure task) {
    return task(task).with("ranMs", rounded(task.value() / 1e3));
  }

  private static Body flaky(TaskFigure task) {
    return task(task).with("attempts", task.value() + 1);
  }

  private static Body task(TaskFigure task) {
    return new Body().with("taskId", task.taskId()).with("type", task.type());
  }

  private static Body error(ErrorGroup group) {
    return new Body()
        .with("fingerprint", group.fingerprint())
        .with("count", group.count())
        .with("type", group.type())
        .with("message", group.message())
        .with("exampleTaskId", group.exampleTaskId());
  }

  private static double millis(Duration duration) {
    return rounded(duration.toNanos() / NANOS_PER_MILLI);
  }

  private static double rounded(double value) {
    return Math.round(value * 1000.0) / 1000.0;
  }
}
