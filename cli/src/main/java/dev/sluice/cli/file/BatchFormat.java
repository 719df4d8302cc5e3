package dev.sluice.cli.file;

/** What a batch file may be written in. */
public enum BatchFormat {
  YAML,
  JSON,
  /** one task a line */
  JSONL,
  /** recorded workflows, version 1.5 */
  WFFORMAT
}
