package dev.sluice.cli.output;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.TaskResult;
import dev.sluice.results.export.WholeFile;
import dev.sluice.results.report.Report;
import dev.sluice.results.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The report of a run in a file, in the format that its extension says. */
public record ReportFile(WholeFile file, ReportFormat format) {

  /**
   * The file of this name; it takes the place of the report of an earlier run.
   *
   * @throws IllegalArgumentException if the extension is none of {@code .html .json .txt}
   */
  public static ReportFile named(Path path) {
    ReportFormat format =
        ReportFormat.ofFile(path)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "--report "
                        + path
                        + ": the format is not known; end the name in .html, .json or .txt"));
    return new ReportFile(new WholeFile(path, true), format);
  }

  /**
   * Folds the results and writes the report, or leaves what was there before.
   *
   * @param draftAt is told where it is until it is complete
   */
  public void write(BatchSummary summary, Stream<TaskResult> results, Consumer<Path> draftAt)
      throws IOException {
    Report report = Report.of(summary, results);
    file.write(out -> format.write(report, out), draftAt);
  }
}
