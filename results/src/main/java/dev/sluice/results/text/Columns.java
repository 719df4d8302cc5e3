package dev.sluice.results.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Cells in columns: numbers to the right, the others and the first ones to the left. Not
 * thread-safe.
 */
public final class Columns {

  private static final String BETWEEN = "  ";

  private final List<String[]> rows = new ArrayList<>();
  private final int[] widths;
  private final boolean[] left;

  /** A table with these titles. */
  public Columns(String... titles) {
    widths = new int[titles.length];
    left = new boolean[titles.length];
    left[0] = true;
    add(titles.clone());
  }

  /** Adds a row; cells are shown as they are. */
  public void row(Object... cells) {
    if (cells.length != widths.length) {
      throw new IllegalArgumentException(
          "a row has " + widths.length + " cells, was " + cells.length);
    }
    String[] texts = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      texts[i] = String.valueOf(cells[i]);
      left[i] |= !texts[i].isEmpty() && !numeric(texts[i].charAt(0));
    }
    add(texts);
  }

  private static boolean numeric(char first) {
    return Character.isDigit(first) || first == '+' || first == '-';
  }

  private void add(String[] texts) {
    rows.add(texts);
    for (int i = 0; i < texts.length; i++) {
      widths[i] = Math.max(widths[i], texts[i].length());
    }
  }

  /** The titles and the rows. */
  public List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(String[] texts) {
    var line = new StringBuilder();
    for (int i = 0; i < texts.length; i++) {
      String padding = " ".repeat(widths[i] - texts[i].length());
      line.append(i == 0 ? "" : BETWEEN).append(left[i] ? texts[i] + padding : padding + texts[i]);
    }
    return line.toString().stripTrailing();
  }
}
