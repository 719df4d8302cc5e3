package dev.sluice.results.export;

/** What becomes of text in CSV that a spreadsheet would take for a formula. */
public enum CsvText {
  /** gets an apostrophe in front, which a spreadsheet takes for "this is text" */
  SAFE,
  /** stays as it is, for programs that compare it */
  RAW
}
