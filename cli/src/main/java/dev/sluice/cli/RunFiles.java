package dev.sluice.cli;

import dev.sluice.cli.output.ReportFile;
import dev.sluice.cli.output.ResultsFile;
import dev.sluice.cli.results.FileOrder;
import dev.sluice.cli.results.RunResults;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.ResultOrder;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.results.text.Counted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that a run leaves behind. */
final class RunFiles {

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "Writes the results to FILE.jsonl, FILE.json or FILE.csv.")
  @Nullable Path results;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes a report of the run to FILE.html, FILE.json or FILE.txt.")
  @Nullable Path report;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description = "Of the results: ordered, unordered, priority, streaming. Default: ordered.")
  ResultOrder order = ResultOrder.ORDERED;

  /** Fails now rather than after the work if one of them can't be written. */
  void check() throws IOException {
    ResultsFile resultsFile = named(results, ResultsFile::named);
    if (resultsFile != null) {
      resultsFile.check();
    }
    ReportFile reportFile = named(report, ReportFile::named);
    if (reportFile != null) {
      reportFile.file().check();
    }
  }

  /** Whether all results are wanted, not only a few. */
  boolean wanted() {
    return results != null || report != null;
  }

  /** What keeps the results that are wanted, in the folder of a file of the run. */
  RunResults keep(List<TaskSpec> tasks) throws IOException {
    var places = new FileOrder(tasks);
    Path beside = results != null ? results : report;
    return beside == null
        ? RunResults.shown(places)
        : RunResults.all(places, beside.toAbsolutePath().getParent());
  }

  /**
   * Writes what was asked for.
   *
   * @param summary null: the batch has not ended, and there is nothing to report
   */
  void write(RunResults kept, @Nullable BatchSummary summary, Console console) throws IOException {
    ResultsFile resultsFile = named(results, ResultsFile::named);
    ReportFile reportFile = named(report, ReportFile::named);
    try {
      if (resultsFile != null) {
        long written = resultsFile.write(kept.inOrder(order), console.signals()::discard);
        console.say(Counted.of(written, "result") + " in " + resultsFile.path());
      }
      if (reportFile != null && summary != null) {
        reportFile.write(summary, kept.inOrder(ResultOrder.UNORDERED), console.signals()::discard);
        console.say("report in " + reportFile.file().path());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static <F> @Nullable F named(@Nullable Path path, Function<Path, F> kind) {
    try {
      return path == null ? null : kind.apply(path);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, List.of(String.valueOf(e.getMessage())), e);
    }
  }
}
