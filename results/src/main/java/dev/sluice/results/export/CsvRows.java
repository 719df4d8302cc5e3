package dev.sluice.results.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as comma-separated values with a header. Text that a spreadsheet would take for a
 * formula gets an apostrophe in front, unless it is wanted raw; numbers are left alone.
 */
final class CsvRows implements RowWriter {

  private final OutputStreamWriter out;
  private final CsvWriter csv;
  private final CsvText text;
  private boolean headerWritten;

  CsvRows(OutputStream out, CsvText text) {
    this.text = text;
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    this.csv = CsvWriter.builder().build(this.out);
  }

  @Override
  public void write(Row row) throws IOException {
    Row flat = row.flat();
    if (!headerWritten) {
      csv.writeRecord(flat.values().keySet());
      headerWritten = true;
    }
    List<@Nullable String> cells = new ArrayList<>();
    flat.values().values().forEach(value -> cells.add(cell(value)));
    csv.writeRecord(cells);
  }

  private @Nullable String cell(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal number -> number.toPlainString();
      case Number number -> number.toString();
      case Boolean bool -> bool.toString();
      case Row.Json json -> json.isNumber() ? json.text() : text.cell(json.text());
      default -> text.cell(value.toString());
    };
  }

  @Override
  public void close() throws IOException {
    csv.flush();
    out.flush();
  }
}
