package dev.sluice.cli.output;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.CriticalPath;
import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.ErrorGroup;
import dev.sluice.client.TaskCounts;
import dev.sluice.client.TaskResult;
import dev.sluice.results.text.Counted;
import dev.sluice.results.text.ErrorText;
import dev.sluice.results.text.Figures;
import dev.sluice.results.text.Plain;
import dev.sluice.results.text.Spans;
import java.io.PrintStream;
import java.util.Locale;

/** A batch's end for people. */
public final class SummaryTable {

  private static final int SHOWN_FAILURES = 10;
  private static final int SHOWN_GROUPS = 5;
  private static final int SHOWN_PRODUCTS = 3;
  private static final int WIDEST_ERROR = 200;

  private SummaryTable() {}

  /**
   * The summary, what the batch produced, and what failed in it.
   *
   * @param products results whose outputs are what the batch was run for; the first three are shown
   * @param failed results of tasks that did not succeed; the first ten are shown
   */
  public static void print(BatchSummary summary, Shown products, Shown failed, PrintStream out) {
    numbers(summary, out);
    products.first().stream().limit(SHOWN_PRODUCTS).forEach(product -> product(out, product));
    if (products.all() > SHOWN_PRODUCTS) {
      line(out, "", "... and " + Counted.of(products.all() - SHOWN_PRODUCTS, "more output"));
    }
    if (failed.all() > 0) {
      out.println();
      failed.first().stream()
          .limit(SHOWN_FAILURES)
          .map(SummaryTable::failure)
          .forEach(out::println);
      if (failed.all() > SHOWN_FAILURES) {
        out.println("... and " + (failed.all() - SHOWN_FAILURES) + " more");
      }
    }
  }

  /** The summary alone, with what its most frequent errors were. */
  public static void print(BatchSummary summary, PrintStream out) {
    numbers(summary, out);
    String what = "errors";
    for (ErrorGroup group : summary.errors().stream().limit(SHOWN_GROUPS).toList()) {
      line(out, what, group(group));
      what = "";
    }
    if (summary.errors().size() > SHOWN_GROUPS) {
      line(out, "", "... and " + Counted.of(summary.errors().size() - SHOWN_GROUPS, "more kind"));
    }
  }

  private static String group(ErrorGroup group) {
    return "%d x %s (for example %s)"
        .formatted(
            group.count(),
            Plain.text(ErrorText.alone(group.type(), group.message()), WIDEST_ERROR),
            Plain.text(group.exampleTaskId()));
  }

  private static void numbers(BatchSummary summary, PrintStream out) {
    String reason = summary.reason() == null ? "" : " (" + Plain.text(summary.reason()) + ")";
    String name = summary.name() == null ? "" : "  " + Plain.text(summary.name(), WIDEST_ERROR);
    line(out, "batch", Plain.text(summary.batchId()) + name);
    line(out, "status", summary.status() + reason);
    line(out, "tasks", counts(summary));
    line(
        out,
        "duration",
        Spans.text(summary.duration())
            + String.format(Locale.ROOT, ", %.1f tasks/s", summary.throughputPerSecond()));
    quantiles(out, "waited", summary.queueWait());
    quantiles(out, "ran", summary.runTime());
    criticalPath(out, summary.criticalPath());
  }

  /** Of a batch without needs it is its slowest task, which the line before has told already. */
  private static void criticalPath(PrintStream out, CriticalPath path) {
    if (path.length() > 1) {
      String end = path.tasks().isEmpty() ? "" : " up to " + Plain.text(path.tasks().getLast());
      String length = Counted.of(path.length(), "task");
      line(
          out,
          "path",
          "%s in the longest chain of %s%s".formatted(Spans.text(path.duration()), length, end));
    }
  }

  private static void product(PrintStream out, TaskResult product) {
    if (product.output() != null) {
      String what = "output";
      for (String text : OutputExcerpt.of(product, product.output())) {
        line(out, what, text);
        what = "";
      }
    }
  }

  private static void line(PrintStream out, String what, String value) {
    out.printf(Locale.ROOT, "%-9s %s%n", what, value);
  }

  private static String counts(BatchSummary summary) {
    TaskCounts counts = summary.counts();
    long all = summary.expectedTasks().orElse(counts.total());
    return Figures.tasks(all, counts, summary.retried(), summary.cached());
  }

  private static void quantiles(PrintStream out, String what, DurationQuantiles quantiles) {
    if (quantiles.count() > 0) {
      line(out, what, Figures.spread(quantiles));
    }
  }

  private static String failure(TaskResult result) {
    String why = ErrorText.of(result.reason(), result.error());
    return "%-9s %s%s"
        .formatted(
            result.status(),
            Plain.text(result.taskId()),
            why.isEmpty() ? "" : ": " + Plain.text(why, WIDEST_ERROR));
  }
}
