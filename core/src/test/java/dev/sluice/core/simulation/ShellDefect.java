package dev.sluice.core.simulation;

/** What a scheduler that crashed fails to take back, on purpose. */
enum ShellDefect {
  NONE,
  /** offsets are committed although the decisions on the records are not: records are lost */
  KEEPS_OFFSETS,
  /** rows of decisions that were never committed are still there */
  KEEPS_ROWS
}
