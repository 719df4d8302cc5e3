package dev.sluice.cli.output;

import java.io.IOException;
import java.io.OutputStream;

/** Opens writers for the output formats. */
public final class Output {

  private Output() {}

  /** A writer for any number of rows. */
  public static RowWriter rows(OutputFormat format, OutputStream out) throws IOException {
    return switch (format) {
      case TABLE -> new TableRows(out);
      case JSON -> new JsonRows(out, JsonRows.Layout.LIST);
      case JSONL -> new JsonRows(out, JsonRows.Layout.LINES);
      case CSV -> new CsvRows(out);
      case YAML -> new YamlRows(out, true);
    };
  }

  /** Writes one object alone: without a list around it where the format has lists. */
  public static void one(OutputFormat format, OutputStream out, Row row) throws IOException {
    try (RowWriter writer =
        switch (format) {
          case JSON -> new JsonRows(out, JsonRows.Layout.ONE_OBJECT);
          case YAML -> new YamlRows(out, false);
          case TABLE, JSONL, CSV -> rows(format, out);
        }) {
      writer.write(row);
    }
  }
}
