package dev.sluice.cli;

import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.results.Finished;
import dev.sluice.results.report.Report;
import dev.sluice.results.report.ReportFormat;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice report}: what a batch was like. */
@Command(
    name = "report",
    description = {
      "Tells what a batch was like: timeline, slowest tasks, what went wrong.",
      "Shows percentiles by type, the critical path, the flakiest tasks, errors and how "
          + "often. Of a batch that has not ended: so far. As HTML it is one file that "
          + "loads nothing and runs no script."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice report nightly-7 --to nightly-7.html --bootstrap-server localhost:9092",
      "  sluice report nightly-7 --bootstrap-server localhost:9092"
    })
final class ReportCommand implements Callable<ExitCode> {

  private static final int MOST_TOP = 1000;

  @Parameters(
      paramLabel = "BATCH",
      description = "The batch's id, or a file of its results: FILE.jsonl or FILE.json.")
  String batch = "";

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin ToFileOptions to = new ToFileOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description =
          "One of table, json, html. Default: as the file of --to ends (.txt, .json, .html), else"
              + " table.")
  @Nullable ReportFormat format;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many single tasks each list names. Default: ${DEFAULT-VALUE}.")
  int top = Report.DEFAULT_TOP;

  private final Console console;

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    if (top < 1 || top > MOST_TOP) {
      throw new CommandException(
          ExitCode.USAGE, "--top is " + top + "; give a number from 1 to " + MOST_TOP);
    }
    ReportFormat chosen = format == null ? byExtension() : format;
    to.check();
    String source = FinishedBatches.checked(batch);
    try (var batches = new FinishedBatches(console, connection);
        Finished finished = batches.open(source, to.folder())) {
      Report report = Report.of(finished.heading(), finished.results(), top);
      if (to.write(console, out -> chosen.write(report, out)) != null) {
        console.say("report in " + to.path());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return ExitCode.OK;
  }

  private ReportFormat byExtension() {
    if (to.path() == null) {
      return ReportFormat.TABLE;
    }
    return ReportFormat.ofFile(to.path())
        .orElseThrow(() ->
            new CommandException(
                ExitCode.USAGE,
                "--to "
                    + to.path()
                    + ": the format is not known; end the name in .html, .json or .txt, or add -o"));
  }
}
