package dev.sluice.results;

import dev.sluice.client.TaskResult;
import dev.sluice.core.task.Content;
import dev.sluice.results.export.CsvText;
import dev.sluice.results.export.ExportFormat;
import dev.sluice.results.export.ResultExport;
import dev.sluice.results.report.Report;
import dev.sluice.results.report.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Exports and reports many results with outputs, to be run with a small heap: what keeps them ends
 * in an OutOfMemoryError. Prints how long each took and the most memory that was used.
 */
public final class MillionResults {

  private static final int OUTPUT_BYTES = 1_000;

  private MillionResults() {}

  public static void main(String[] args) throws IOException {
    int count = Integer.parseInt(args[0]);
    for (ExportFormat format : ExportFormat.values()) {
      long start = System.nanoTime();
      var export = new ResultExport(format, CsvText.SAFE);
      long written = export.write(results(count), OutputStream.nullOutputStream());
      say(format + ": " + written + " results", start);
    }
    long start = System.nanoTime();
    Report report =
        Report.of(Results.heading("million", count), results(count), Report.DEFAULT_TOP);
    say("report folded", start);
    for (ReportFormat format : ReportFormat.values()) {
      var out = new ByteArrayOutputStream();
      format.write(report, out);
      say(format + " report: " + out.size() + " bytes", start);
    }
  }

  private static Stream<TaskResult> results(int count) {
    byte[] output = "x".repeat(OUTPUT_BYTES).getBytes(StandardCharsets.UTF_8);
    return Results.stream(1, count)
        .map(result ->
            Results.of(
                result.taskId(),
                "the task " + result.taskId(),
                result.status(),
                new Content(output.clone(), "text/plain"),
                result.error(),
                result.attempts(),
                result.queuedAt(),
                result.startedAt(),
                result.finishedAt(),
                result.worker(),
                result.type(),
                result.group()));
  }

  private static void say(String what, long start) {
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(MillionResults::peak)
            .sum();
    System.out.printf(
        "%s in %d ms, heap at most %d MB%n",
        what, (System.nanoTime() - start) / 1_000_000, peak >> 20);
  }

  private static long peak(MemoryPoolMXBean pool) {
    return pool.getPeakUsage().getUsed();
  }
}
