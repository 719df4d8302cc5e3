package dev.sluice.cli.output;

import dev.sluice.results.export.Row;
import dev.sluice.results.export.RowWriter;
import dev.sluice.results.text.Plain;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as columns for people. Cells are cleaned of anything that a terminal would obey. */
final class TableRows implements RowWriter {

  private static final int WIDEST = 60;

  /** Columns are as wide as the widest of the first rows; later rows may stand out. */
  private static final int MEASURED_ROWS = 1_000;

  private final OutputStream out;
  private final List<List<String>> waiting = new ArrayList<>();
  private List<Integer> widths = List.of();

  TableRows(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(Row row) throws IOException {
    Row flat = row.flat();
    if (waiting.isEmpty() && widths.isEmpty()) {
      waiting.add(List.copyOf(flat.values().keySet()));
    }
    List<String> cells = flat.values().values().stream().map(TableRows::cell).toList();
    if (!widths.isEmpty()) {
      print(cells);
      return;
    }
    waiting.add(cells);
    if (waiting.size() > MEASURED_ROWS) {
      printWaiting();
    }
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "-";
      case Row.Json json -> Plain.text(json.text(), WIDEST);
      default -> Plain.text(value.toString(), WIDEST);
    };
  }

  private void printWaiting() throws IOException {
    List<Integer> measured = new ArrayList<>();
    for (List<String> cells : waiting) {
      for (int i = 0; i < cells.size(); i++) {
        int width = cells.get(i).length();
        if (i == measured.size()) {
          measured.add(width);
        } else {
          measured.set(i, Math.max(measured.get(i), width));
        }
      }
    }
    widths = measured;
    for (List<String> cells : waiting) {
      print(cells);
    }
    waiting.clear();
  }

  private void print(List<String> cells) throws IOException {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(i == 0 ? "" : "  ").append(cells.get(i));
      if (i + 1 < cells.size()) {
        line.append(" ".repeat(Math.max(0, widths.get(i) - cells.get(i).length())));
      }
    }
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    if (widths.isEmpty()) {
      printWaiting();
    }
    out.flush();
  }
}
