package dev.sluice.results.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** The formats in which data leaves for other programs. */
public enum ExportFormat {
  /** a list with one object a line */
  JSON,
  /** one object a line */
  JSONL,
  /** comma-separated values with a header */
  CSV;

  /**
   * A writer for any number of rows.
   *
   * @param text what becomes of text in CSV
   */
  public RowWriter rows(OutputStream out, CsvText text) throws IOException {
    return switch (this) {
      case JSON -> new JsonRows(out, JsonRows.Layout.LIST);
      case JSONL -> new JsonRows(out, JsonRows.Layout.LINES);
      case CSV -> new CsvRows(out, text);
    };
  }

  /** Like {@link #rows(OutputStream, CsvText)}, and also with text made safe. */
  public RowWriter rows(OutputStream out) throws IOException {
    return rows(out, CsvText.SAFE);
  }

  /** A writer for one row alone: in JSON an object over several lines, without a list around it. */
  public RowWriter alone(OutputStream out) throws IOException {
    return this == JSON ? new JsonRows(out, JsonRows.Layout.ONE_OBJECT) : rows(out);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
