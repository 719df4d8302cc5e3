package dev.sluice.cli.file;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells a table that a spreadsheet wrote from batch files, none of which begins like one. */
final class TableText {

  private static final String NAME = "(\"[^\"{}\\[\\]:]*\"|[^\"{}\\[\\]:,;\t|]*)";

  /** Two or more names in one line, with one kind of separator between them. */
  private static final Pattern HEADER =
      Pattern.compile("%1$s((,%1$s)+|(;%1$s)+|(\t%1$s)+|(\\|%1$s)+)".formatted(NAME));

  private static final int LONGEST_HEADER = 4000;

  private TableText() {}

  /** Whether this is one, by its first line, or by its name if nothing speaks against it. */
  static boolean looksLike(String name, String text) {
    String first =
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
    if (first.startsWith("{") || first.startsWith("#") || first.startsWith("-")) {
      return false;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".csv")
        || lower.endsWith(".tsv")
        || (first.length() <= LONGEST_HEADER && HEADER.matcher(first).matches());
  }
}
