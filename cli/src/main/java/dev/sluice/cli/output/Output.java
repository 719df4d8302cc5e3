package dev.sluice.cli.output;

import dev.sluice.client.TaskResult;
import dev.sluice.core.task.TaskError;
import dev.sluice.results.export.CsvText;
import dev.sluice.results.export.ExportFormat;
import dev.sluice.results.export.ResultRow;
import dev.sluice.results.export.Row;
import dev.sluice.results.export.RowWriter;
import dev.sluice.results.text.ErrorText;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Opens writers for the output formats, and makes the rows that differ between them. */
public final class Output {

  private Output() {}

  /** A writer for any number of rows. */
  public static RowWriter rows(OutputFormat format, OutputStream out) throws IOException {
    return switch (format) {
      case TABLE -> new TableRows(out);
      case JSON -> ExportFormat.JSON.rows(out);
      case JSONL -> ExportFormat.JSONL.rows(out);
      case CSV -> ExportFormat.CSV.rows(out, TerminalStream.text(CsvText.SAFE, out));
      case YAML -> new YamlRows(out, true);
    };
  }

  /** Writes one object alone: without a list around it where the format has lists. */
  public static void one(OutputFormat format, OutputStream out, Row row) throws IOException {
    try (RowWriter writer =
        switch (format) {
          case JSON -> ExportFormat.JSON.alone(out);
          case YAML -> new YamlRows(out, false);
          case TABLE, JSONL, CSV -> rows(format, out);
        }) {
      writer.write(row);
    }
  }

  /** A result as the format has it: for people the error is what they need of it. */
  public static Row result(TaskResult result, OutputFormat format) {
    return switch (format) {
      case JSON, JSONL, YAML -> ResultRow.of(result);
      case CSV -> ResultRow.flat(result);
      case TABLE -> forPeople(result);
    };
  }

  private static Row forPeople(TaskResult result) {
    return ResultRow.of(result)
        .with(ResultRow.ERROR, ofPeople(result.error()))
        .with("queuedAt", WallTime.text(result.queuedAt()))
        .with("releasedAt", WallTime.text(result.releasedAt()))
        .with("startedAt", WallTime.text(result.startedAt()))
        .with("finishedAt", WallTime.text(result.finishedAt()));
  }

  private static @Nullable String ofPeople(@Nullable TaskError error) {
    return error == null ? null : ErrorText.alone(error.type(), error.message());
  }
}
