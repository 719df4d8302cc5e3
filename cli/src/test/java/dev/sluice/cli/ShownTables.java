package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads tables back that were written for people or for spreadsheets. */
final class ShownTables {

  private static final Pattern ROW = Pattern.compile("(?s)<tr>(.*?)</tr>");
  private static final Pattern CELL = Pattern.compile("(?s)<td[^>]*>(.*?)</td>");
  private static final Pattern SPAN = Pattern.compile("([0-9.]+) (us|ms|s)");

  private ShownTables() {}

  /** The rows below a title, up to an empty line; cells are two spaces apart or more. */
  static List<List<String>> ofText(String text, String title) {
    return text.lines()
        .dropWhile(line -> !line.startsWith(title))
        .skip(1)
        .takeWhile(line -> !line.isBlank())
        .map(line -> List.of(line.strip().split(" {2,}", -1)))
        .toList();
  }

  /** The rows of the section with this id, without markup. */
  static List<List<String>> ofPage(String html, String section) {
    int from = html.indexOf("<section id=\"" + section + "\"");
    Matcher rows = ROW.matcher(html.substring(from, html.indexOf("</section>", from)));
    List<List<String>> table = new ArrayList<>();
    while (rows.find()) {
      List<String> cells = new ArrayList<>();
      Matcher cell = CELL.matcher(rows.group(1));
      while (cell.find()) {
        cells.add(cell.group(1).replaceAll("<[^>]*>", "").strip().replace(",", ""));
      }
      if (!cells.isEmpty()) {
        table.add(cells);
      }
    }
    return table;
  }

  /** Rows of comma-separated values, the header among them; an empty cell is empty text. */
  static List<List<String>> ofCsv(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      boolean doubled = quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"';
      if (doubled) {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(List.copyOf(row));
          row.clear();
        }
      } else if (quoted || c != '\r') {
        cell.append(c);
      }
    }
    return rows;
  }

  /** Microseconds of a duration as people read it. */
  static double micros(String span) {
    Matcher parts = SPAN.matcher(span);
    if (!parts.matches()) {
      throw new AssertionError("no short duration: " + span);
    }
    double number = Double.parseDouble(parts.group(1));
    return switch (parts.group(2)) {
      case "us" -> number;
      case "ms" -> number * 1e3;
      default -> number * 1e6;
    };
  }
}
