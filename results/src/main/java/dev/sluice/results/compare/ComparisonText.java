package dev.sluice.results.compare;

import dev.sluice.client.DurationQuantiles;
import dev.sluice.results.compare.Comparison.Check;
import dev.sluice.results.report.Heading;
import dev.sluice.results.text.Columns;
import dev.sluice.results.text.Plain;
import dev.sluice.results.text.Spans;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** A comparison as text for people. */
public final class ComparisonText {

  private static final int SHOWN_TASKS = 20;
  private static final int WIDEST = 60;

  private ComparisonText() {}

  /** Prints all of it; nothing in it moves the cursor of a terminal. */
  public static void print(Comparison comparison, PrintStream out) {
    batch("A", comparison.a().heading(), out);
    batch("B", comparison.b().heading(), out);
    out.println();
    metrics(comparison).lines().forEach(out::println);
    out.println();
    types(comparison).lines().forEach(out::println);
    tasks("new failures", comparison.newFailures(), out);
    tasks("fixed", comparison.fixed(), out);
    verdict(comparison, out);
  }

  private static void batch(String side, Heading heading, PrintStream out) {
    out.println(side + "  " + heading.status() + "  " + Plain.text(heading.batchId()));
  }

  private static Columns metrics(Comparison comparison) {
    var columns = new Columns("all tasks", "A", "B", "change");
    for (Metric metric : Metric.values()) {
      double before = metric.of(comparison.a());
      double now = metric.of(comparison.b());
      columns.row(metric.word(), metric.text(before), metric.text(now), change(before, now));
    }
    return columns;
  }

  private static Columns types(Comparison comparison) {
    var columns =
        new Columns(
            "by type",
            "tasks A",
            "B",
            "failed A",
            "B",
            "50% A",
            "B",
            "95% A",
            "B",
            "change",
            "99% A",
            "B");
    for (TypeChange type : TypeChange.of(comparison.a(), comparison.b())) {
      DurationQuantiles a = type.a().runTime();
      DurationQuantiles b = type.b().runTime();
      columns.row(
          Plain.text(type.name(), WIDEST),
          type.a().counts().total(),
          type.b().counts().total(),
          type.a().failures(),
          type.b().failures(),
          Spans.text(a, a.p50()),
          Spans.text(b, b.p50()),
          Spans.text(a, a.p95()),
          Spans.text(b, b.p95()),
          change(
              Metric.millis(a, DurationQuantiles::p95), Metric.millis(b, DurationQuantiles::p95)),
          Spans.text(a, a.p99()),
          Spans.text(b, b.p99()));
    }
    return columns;
  }

  private static String change(double a, double b) {
    double percent = Condition.percent(a, b);
    if (percent == 0 || Double.isNaN(percent)) {
      return "";
    }
    return Double.isInfinite(percent)
        ? (percent > 0 ? "+" : "-") + "inf%"
        : String.format(Locale.ROOT, "%+.1f%%", percent);
  }

  private static void tasks(String title, TaskList tasks, PrintStream out) {
    out.println();
    out.println(title + ": " + (tasks.complete() ? "" : "at least ") + tasks.count());
    List<String> shown = tasks.first().stream().limit(SHOWN_TASKS).toList();
    shown.forEach(id -> out.println("  " + Plain.text(id)));
    if (tasks.count() > shown.size()) {
      out.println("  ... and " + (tasks.count() - shown.size()) + " more");
    }
  }

  private static void verdict(Comparison comparison, PrintStream out) {
    if (comparison.checks().isEmpty()) {
      return;
    }
    out.println();
    for (Check check : comparison.checks()) {
      Metric metric = check.condition().metric();
      if (check.unknown() != null) {
        out.printf(
            Locale.ROOT,
            "FAILS %s: can't be told, %s%n",
            Plain.text(check.condition().text()),
            check.unknown());
        continue;
      }
      String change = change(check.a(), check.b());
      out.printf(
          Locale.ROOT,
          "%-5s %s: from %s to %s, %s%n",
          check.holds() ? "FAILS" : "ok",
          Plain.text(check.condition().text()),
          metric.text(check.a()),
          metric.text(check.b()),
          change.isEmpty() ? "unchanged" : change);
    }
  }
}
