package dev.sluice.cli;

import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.output.TerminalStream;
import dev.sluice.cli.results.RecordedBatch;
import dev.sluice.client.ResultOrder;
import dev.sluice.results.export.CsvText;
import dev.sluice.results.export.ExportFormat;
import dev.sluice.results.export.ResultExport;
import dev.sluice.results.text.Counted;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice export}: the results of a batch for other programs. */
@Command(
    name = "export",
    description = {
      "Writes the results of a batch for other programs, one row a task.",
      "Of a batch that has not ended: those so far. Takes no more memory for large outputs or "
          + "many of them. A file is written beside its place and moved there when it is "
          + "complete."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice export nightly-7 --to nightly-7.csv --bootstrap-server localhost:9092",
      "  sluice export nightly-7 -o jsonl --bootstrap-server localhost:9092 | jq .output"
    })
final class ExportCommand implements Callable<ExitCode> {

  @Parameters(paramLabel = "BATCH", description = "The batch's id.")
  String batchId = "";

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin ToFileOptions to = new ToFileOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "One of json, jsonl, csv. Default: as the file of --to ends, else jsonl.")
  @Nullable ExportFormat format;

  @Option(
      names = "--raw",
      description =
          "In CSV: leaves text as it is that a spreadsheet would take for a formula. Without, it gets"
              + " an apostrophe in front.")
  boolean raw;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description =
          "One of ordered, unordered, priority. Default: ordered, which is by id with numbers in ids"
              + " as numbers.")
  ResultOrder order = ResultOrder.ORDERED;

  private final Console console;

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    ResultExport export = export();
    to.check();
    String id = BatchIdArgument.checked(batchId);
    try (var batches = new FinishedBatches(console, connection);
        RecordedBatch batch = batches.recorded(id, to.folder())) {
      if (!batch.summary().status().terminal()) {
        console.say("batch " + id + " has not ended; these are its results so far");
      }
      write(export, batch);
    }
    return ExitCode.OK;
  }

  private void write(ResultExport export, RecordedBatch batch) throws IOException {
    var written = new AtomicLong();
    boolean file =
        to.write(
                console,
                out ->
                    written.set(
                        new ResultExport(export.format(), TerminalStream.text(export.text(), out))
                            .write(
                                batch.results(order),
                                out,
                                () -> to.path() == null && console.out().checkError())))
            != null;
    if (file) {
      console.say(Counted.of(written.get(), "result") + " in " + to.path());
    }
  }

  private ResultExport export() {
    ExportFormat chosen = format == null ? byExtension() : format;
    if (raw && chosen != ExportFormat.CSV) {
      throw new CommandException(
          ExitCode.USAGE, "--raw is for CSV; " + chosen + " has all text as it is");
    }
    if (order == ResultOrder.STREAMING) {
      throw new CommandException(
          ExitCode.USAGE,
          "--order streaming is for sluice results, which waits for the end; an export is of now");
    }
    return new ResultExport(chosen, raw ? CsvText.RAW : CsvText.SAFE);
  }

  private ExportFormat byExtension() {
    if (to.path() == null) {
      return ExportFormat.JSONL;
    }
    String name = to.path().toString().toLowerCase(Locale.ROOT);
    for (ExportFormat known : ExportFormat.values()) {
      if (name.endsWith("." + known)) {
        return known;
      }
    }
    throw new CommandException(
        ExitCode.USAGE,
        "--to "
            + to.path()
            + ": the format is not known; end the name in .jsonl, .json or .csv, or add -o");
  }
}
