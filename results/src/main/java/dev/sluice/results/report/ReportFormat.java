package dev.sluice.results.report;

import dev.sluice.results.export.ExportFormat;
import dev.sluice.results.export.RowWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** How a report is written. */
public enum ReportFormat {
  /** text for people, {@code .txt} */
  TABLE,
  /** one object, {@code .json} */
  JSON,
  /** one page that needs nothing but itself, {@code .html} */
  HTML;

  /** The one that the extension of a file asks for. */
  public static Optional<ReportFormat> ofFile(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".html") || name.endsWith(".htm")) {
      return Optional.of(HTML);
    }
    if (name.endsWith(".json")) {
      return Optional.of(JSON);
    }
    return name.endsWith(".txt") ? Optional.of(TABLE) : Optional.empty();
  }

  /** Writes the report as UTF-8 and leaves the stream open. */
  public void write(Report report, OutputStream out) throws IOException {
    switch (this) {
      case TABLE -> {
        var text = new PrintStream(out, false, StandardCharsets.UTF_8);
        ReportText.print(report, text);
        text.flush();
      }
      case JSON -> {
        try (RowWriter rows = ExportFormat.JSON.alone(out)) {
          rows.write(ReportRow.of(report));
        }
      }
      case HTML -> ReportPage.write(report, out);
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
