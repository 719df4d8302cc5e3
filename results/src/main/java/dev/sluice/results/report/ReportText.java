package dev.sluice.results.report;

import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.ErrorGroup;
import dev.sluice.client.TaskCounts;
import dev.sluice.results.text.Columns;
import dev.sluice.results.text.ErrorText;
import dev.sluice.results.text.Plain;
import dev.sluice.results.text.Spans;
import dev.sluice.results.text.Tally;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A report as text for people. */
public final class ReportText {

  private static final int WIDEST_NAME = 60;
  private static final int WIDEST_ERROR = 160;
  private static final int SHOWN_PARTS = 20;

  private final Report report;
  private final PrintStream out;

  private ReportText(Report report, PrintStream out) {
    this.report = report;
    this.out = out;
  }

  /** Prints all of it; nothing in it moves the cursor of a terminal. */
  public static void print(Report report, PrintStream out) {
    new ReportText(report, out).print();
  }

  private void print() {
    heading();
    parts("by type", report.byType());
    parts("by group", report.byGroup());
    parts("by priority", report.byPriority());
    parts("by worker", report.byWorker());
    timeline();
    tasks(
        "critical path, " + Spans.text(report.heading().criticalPath().duration()),
        report.criticalPath(),
        task -> Spans.text(task.ran()));
    tasks("slowest tasks", report.slowest(), task -> Spans.text(task.ran()));
    tasks("longest waits", report.longestWaiting(), task -> Spans.text(task.waited()));
    tasks("flakiest tasks", report.flakiest(), task -> task.attempts() + " attempts");
    errors();
  }

  private void heading() {
    Heading heading = report.heading();
    String name = heading.name() == null ? "" : "  " + Plain.text(heading.name(), WIDEST_ERROR);
    String reason = heading.reason() == null ? "" : " (" + Plain.text(heading.reason()) + ")";
    line("batch", Plain.text(heading.batchId()) + name);
    line("status", heading.status() + reason);
    line("tasks", counts());
    line(
        "duration",
        Spans.text(heading.duration())
            + String.format(Locale.ROOT, ", %.1f tasks/s", report.throughputPerSecond()));
    spread("waited", report.all().queueWait());
    spread("ran", report.all().runTime());
  }

  private String counts() {
    TaskCounts counts = report.all().counts();
    return new Tally(Math.max(report.heading().total(), counts.total()) + " in all")
        .and(counts.succeeded(), "succeeded")
        .and(counts.failed(), "failed")
        .and(counts.timedOut(), "timed out")
        .and(counts.cancelled(), "cancelled")
        .and(counts.skipped(), "skipped")
        .and(counts.rejected(), "rejected")
        .and(report.retried(), "retried")
        .and(report.cached(), "cached")
        .toString();
  }

  private void spread(String what, DurationQuantiles quantiles) {
    if (quantiles.count() > 0) {
      line(
          what,
          "median %s, 95%% %s, 99%% %s, longest %s"
              .formatted(
                  Spans.text(quantiles.p50()),
                  Spans.text(quantiles.p95()),
                  Spans.text(quantiles.p99()),
                  Spans.text(quantiles.max())));
    }
  }

  private void line(String what, String value) {
    out.printf(Locale.ROOT, "%-9s %s%n", what, value);
  }

  private void parts(String title, List<Part> parts) {
    if (parts.isEmpty()) {
      return;
    }
    var columns =
        new Columns(title, "tasks", "failed", "waited 95%", "ran 50%", "95%", "99%", "longest");
    for (Part part : parts.stream().limit(SHOWN_PARTS).toList()) {
      DurationQuantiles ran = part.runTime();
      columns.row(
          Plain.text(part.name(), WIDEST_NAME),
          part.counts().total(),
          part.failures(),
          Spans.text(part.queueWait().p95()),
          Spans.text(ran.p50()),
          Spans.text(ran.p95()),
          Spans.text(ran.p99()),
          Spans.text(ran.max()));
    }
    section(columns, parts.size() - SHOWN_PARTS);
  }

  private void timeline() {
    if (!report.timeline().steps().isEmpty()) {
      out.println();
      new TimelineText(report.timeline()).lines().forEach(out::println);
    }
  }

  private void tasks(String title, List<TaskLine> tasks, Function<TaskLine, String> what) {
    if (tasks.isEmpty()) {
      return;
    }
    var columns = new Columns(title, "", "status", "type", "worker");
    for (TaskLine task : tasks) {
      columns.row(
          Plain.text(task.taskId(), WIDEST_NAME),
          what.apply(task),
          task.status(),
          Plain.text(task.type(), WIDEST_NAME),
          task.worker() == null ? "-" : Plain.text(task.worker(), WIDEST_NAME));
    }
    section(columns, 0);
  }

  private void section(Columns columns, int more) {
    out.println();
    columns.lines().forEach(out::println);
    if (more > 0) {
      out.println("... and " + more + " more");
    }
  }

  private void errors() {
    if (report.errors().isEmpty()) {
      return;
    }
    out.println();
    out.println("errors");
    for (ErrorGroup group : report.errors()) {
      String example =
          group.exampleTaskId().isEmpty()
              ? ""
              : " (for example " + Plain.text(group.exampleTaskId(), WIDEST_NAME) + ")";
      out.printf(
          Locale.ROOT,
          "%7d x %s%s%n",
          group.count(),
          Plain.text(ErrorText.alone(group.type(), group.message()), WIDEST_ERROR),
          example);
    }
  }
}
