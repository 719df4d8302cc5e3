package dev.sluice.cli;

import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.doctor.Examination;
import dev.sluice.cli.doctor.Finding;
import dev.sluice.cli.doctor.Finding.Level;
import dev.sluice.cli.file.DurationText;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.results.export.Row;
import dev.sluice.results.export.RowWriter;
import dev.sluice.results.text.Plain;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice doctor}: what is wrong with a deployment. */
@Command(
    name = "doctor",
    description = {
      "Says what is not well in a deployment, and what to do.",
      "Looks at broker, topics, clocks, scheduler, workers, transactions, lag, dead "
          + "letters and registry. Exits with 0 if nothing fails, 1 if something does, 8 if "
          + "it is that broker or scheduler do not answer."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice doctor --bootstrap-server localhost:9092",
      "  sluice doctor --profile staging -o json"
    })
final class DoctorCommand implements Callable<ExitCode> {

  private static final String LINE = "%-4s  %-12s  %s";

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "Waits no longer for one answer. Default: ${DEFAULT-VALUE}.")
  String timeout = "5s";

  @Option(
      names = "--open-transactions",
      paramLabel = "DURATION",
      description =
          "A transaction that is open for that long is a failure. Default: ${DEFAULT-VALUE}.")
  String openTransactions = "1m";

  private final Console console;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    var settings = connection.settings(console.env(), ConfigTables.all());
    boolean table = output.format == OutputFormat.TABLE;
    List<Finding> findings =
        Examination.whole()
            .examine(
                settings,
                duration("--timeout", timeout),
                duration("--open-transactions", openTransactions),
                finding -> {
                  if (table) {
                    print(finding);
                  }
                });
    if (!table) {
      write(findings);
    }
    if (has(findings, Level.UNREACHABLE)) {
      return ExitCode.UNREACHABLE;
    }
    return has(findings, Level.FAIL) ? ExitCode.FAILED : ExitCode.OK;
  }

  private static boolean has(List<Finding> findings, Level level) {
    return findings.stream().anyMatch(each -> each.level() == level);
  }

  /** At once: somebody waits for it. */
  private void print(Finding finding) {
    console
        .out()
        .println(
            LINE.formatted(finding.level().word(), finding.check(), Plain.text(finding.text()))
                .stripTrailing());
    if (finding.remedy() != null) {
      console.out().println(LINE.formatted("", "", "-> " + Plain.text(finding.remedy())));
    }
    console.flush();
  }

  private void write(List<Finding> findings) throws IOException {
    try (RowWriter rows = Output.rows(output.format, console.out())) {
      for (Finding finding : findings) {
        rows.write(
            new Row()
                .with("check", finding.check())
                .with("status", finding.level().word())
                .with("text", finding.text())
                .with("remedy", finding.remedy()));
      }
    }
  }

  private static Duration duration(String option, String text) {
    try {
      return DurationText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, List.of(option + ": " + e.getMessage()), e);
    }
  }
}
