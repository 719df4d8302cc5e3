package dev.sluice.results.report;

import dev.sluice.client.CriticalPath;
import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.ErrorGroup;
import dev.sluice.client.TaskCounts;
import dev.sluice.results.export.Row;
import java.time.Duration;
import java.util.List;

/** A report as one row for programs: durations in milliseconds, times in microseconds. */
public final class ReportRow {

  private static final double NANOS_PER_MILLI = 1e6;

  private ReportRow() {}

  /** All of the report. */
  public static Row of(Report report) {
    Heading heading = report.heading();
    Row labels = new Row();
    heading.sortedLabels().forEach(labels::with);
    TaskCounts counts = report.all().counts();
    Row row =
        new Row()
            .with("batchId", heading.batchId())
            .with("name", heading.name())
            .with("status", heading.status().name())
            .with("reason", heading.reason())
            .with("round", heading.round())
            .with("labels", labels)
            .with("total", Math.max(heading.total(), counts.total()));
    counts(row, counts);
    return row.with("retried", report.retried())
        .with("cached", report.cached())
        .with("openedAt", heading.openedAt())
        .with("finishedAt", heading.finishedAt())
        .with("durationMs", heading.duration().toMillis())
        .withRounded("throughputPerSecond", report.throughputPerSecond())
        .withRounded("successRate", report.successRate())
        .with("queueMs", quantiles(report.all().queueWait()))
        .with("runMs", quantiles(report.all().runTime()))
        .with("byType", parts(report.byType()))
        .with("byGroup", parts(report.byGroup()))
        .with("byPriority", parts(report.byPriority()))
        .with("byWorker", parts(report.byWorker()))
        .with("timeline", timeline(report.timeline()))
        .with("criticalPath", criticalPath(report))
        .with("slowest", tasks(report.slowest()))
        .with("longestWaiting", tasks(report.longestWaiting()))
        .with("flakiest", tasks(report.flakiest()))
        .with("errors", report.errors().stream().map(ReportRow::error).toList());
  }

  private static void counts(Row row, TaskCounts counts) {
    row.with("succeeded", counts.succeeded())
        .with("failed", counts.failed())
        .with("timedOut", counts.timedOut())
        .with("cancelled", counts.cancelled())
        .with("skipped", counts.skipped())
        .with("rejected", counts.rejected());
  }

  private static List<Row> parts(List<Part> parts) {
    return parts.stream().map(ReportRow::part).toList();
  }

  private static Row part(Part part) {
    Row row = new Row().with("name", part.name()).with("total", part.counts().total());
    counts(row, part.counts());
    return row.with("queueMs", quantiles(part.queueWait()))
        .with("runMs", quantiles(part.runTime()));
  }

  /** The quantiles as {@code run -o json} has them. */
  public static Row quantiles(DurationQuantiles quantiles) {
    return new Row()
        .withRounded("p50", millis(quantiles.p50()))
        .withRounded("p95", millis(quantiles.p95()))
        .withRounded("p99", millis(quantiles.p99()))
        .withRounded("max", millis(quantiles.max()));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / NANOS_PER_MILLI;
  }

  private static Row timeline(Timeline timeline) {
    return new Row()
        .with("startMicros", timeline.startMicros())
        .with("stepMicros", timeline.stepMicros())
        .with(
            "steps",
            timeline.steps().stream()
                .map(step ->
                    new Row()
                        .with("succeeded", step.succeeded())
                        .with("failed", step.failed())
                        .with("stopped", step.stopped())
                        .withRounded("running", step.running()))
                .toList());
  }

  private static Row criticalPath(Report report) {
    CriticalPath path = report.heading().criticalPath();
    return new Row()
        .with("length", path.length())
        .withRounded("durationMs", millis(path.duration()))
        .with("tasks", tasks(report.criticalPath()));
  }

  private static List<Row> tasks(List<TaskLine> tasks) {
    return tasks.stream().map(ReportRow::task).toList();
  }

  private static Row task(TaskLine task) {
    return new Row()
        .with("taskId", task.taskId())
        .with("name", task.name())
        .with("type", task.type())
        .with("status", task.status().name())
        .with("worker", task.worker())
        .with("attempts", task.attempts())
        .with("startedAt", task.startedAt())
        .withRounded("waitedMs", millis(task.waited()))
        .withRounded("ranMs", millis(task.ran()));
  }

  private static Row error(ErrorGroup group) {
    return new Row()
        .with("fingerprint", group.fingerprint())
        .with("count", group.count())
        .with("type", group.type())
        .with("message", group.message())
        .with("exampleTaskId", group.exampleTaskId());
  }
}
