package dev.sluice.results.export;

import dev.sluice.results.text.Plain;

/** What becomes of text in CSV that does something where it is looked at. */
public enum CsvText {
  /** what a spreadsheet would take for a formula gets an apostrophe: "this is text" */
  SAFE(true, false),
  /** stays as it is, for programs that compare it */
  RAW(false, false),
  /** like SAFE, and also in one line, without what a terminal would obey */
  SAFE_SHOWN(true, true),
  /** like RAW, and also in one line, without what a terminal would obey */
  RAW_SHOWN(false, true);

  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private final boolean safe;
  private final boolean shown;

  CsvText(boolean safe, boolean shown) {
    this.safe = safe;
    this.shown = shown;
  }

  /** The same for a person who looks at it on a terminal. */
  public CsvText onTerminal() {
    return safe ? SAFE_SHOWN : RAW_SHOWN;
  }

  String cell(String text) {
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    String cell = safe && formula ? "'" + text : text;
    return shown ? Plain.text(cell) : cell;
  }
}
