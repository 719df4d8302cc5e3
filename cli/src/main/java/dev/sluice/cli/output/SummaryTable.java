package dev.sluice.cli.output;

import dev.sluice.client.BatchOutcome;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.TaskCounts;
import dev.sluice.client.TaskResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A batch's end for people. */
public final class SummaryTable {

  private static final int SHOWN_FAILURES = 10;
  private static final int WIDEST_ERROR = 200;

  private SummaryTable() {}

  public static void print(BatchOutcome outcome, PrintStream out) {
    print(outcome.summary(), out);
    List<TaskResult> failed = outcome.notSucceeded();
    if (!failed.isEmpty()) {
      out.println();
      failed.stream().limit(SHOWN_FAILURES).map(SummaryTable::failure).forEach(out::println);
      if (failed.size() > SHOWN_FAILURES) {
        out.println("... and " + (failed.size() - SHOWN_FAILURES) + " more");
      }
    }
  }

  /** Like {@link #print(BatchOutcome, PrintStream)}, without the tasks that failed. */
  public static void print(BatchSummary summary, PrintStream out) {
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
  }

  private static void line(PrintStream out, String what, String value) {
    out.printf(Locale.ROOT, "%-9s %s%n", what, value);
  }

  private static String counts(BatchSummary summary) {
    TaskCounts counts = summary.counts();
    List<String> parts = new ArrayList<>();
    parts.add(summary.expectedTasks().orElse(counts.total()) + " in all");
    add(parts, counts.succeeded(), "succeeded");
    add(parts, counts.failed(), "failed");
    add(parts, counts.timedOut(), "timed out");
    add(parts, counts.cancelled(), "cancelled");
    add(parts, counts.skipped(), "skipped");
    add(parts, counts.rejected(), "rejected");
    add(parts, summary.retried(), "retried");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  private static void quantiles(PrintStream out, String what, DurationQuantiles quantiles) {
    if (quantiles.count() > 0) {
      line(
          out,
          what,
          "median %s, 95%% %s, 99%% %s, longest %s"
              .formatted(
                  Spans.text(quantiles.p50()),
                  Spans.text(quantiles.p95()),
                  Spans.text(quantiles.p99()),
                  Spans.text(quantiles.max())));
    }
  }

  private static String failure(TaskResult result) {
    String reason = result.reason() == null ? "" : " " + result.reason();
    String error = result.error() == null ? "" : ": " + ResultRow.text(result.error());
    return "%-9s %s%s%s"
        .formatted(
            result.status(),
            Plain.text(result.taskId()),
            Plain.text(reason),
            Plain.text(error, WIDEST_ERROR));
  }
}
