package dev.sluice.schemas.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a properties file with the lines that continue it: one property.
 *
 * @param number of its first line, from 1
 * @param text with the backslashes that continue lines left in
 */
record LogicalLine(int number, String text) {

  /** The properties of a file's text; blank lines and comments are left out. */
  static List<LogicalLine> of(String file) {
    String text = file.startsWith("\uFEFF") ? file.substring(1) : file;
    List<String> lines = text.lines().toList();
    List<LogicalLine> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String first = lines.get(i).stripLeading();
      if (first.isEmpty() || first.startsWith("#") || first.startsWith("!")) {
        continue;
      }
      int number = i + 1;
      StringBuilder whole = new StringBuilder(first);
      while (continues(lines.get(i)) && i + 1 < lines.size()) {
        i++;
        whole.append('\n').append(lines.get(i));
      }
      found.add(new LogicalLine(number, whole.toString()));
    }
    return found;
  }

  private static boolean continues(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
