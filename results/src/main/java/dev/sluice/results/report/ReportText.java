package dev.sluice.results.report;

import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.ErrorGroup;
import dev.sluice.client.TaskCounts;
import dev.sluice.results.text.Columns;
import dev.sluice.results.text.ErrorText;
import dev.sluice.results.text.Figures;
import dev.sluice.results.text.Plain;
import dev.sluice.results.text.Spans;
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
    long all = Math.max(report.heading().total(), counts.total());
    return Figures.tasks(all, counts, report.retried(), report.cached());
  }

  private void spread(String what, DurationQuantiles quantiles) {
    if (quantiles.count() > 0) {
      line(what, Figures.spread(quantiles));
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
          Spans.text(part.queueWait(), part.queueWait().p95()),
          Spans.text(ran, ran.p50()),
          Spans.text(ran, ran.p95()),
          Spans.text(ran, ran.p99()),
          Spans.text(ran, ran.max()));
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
