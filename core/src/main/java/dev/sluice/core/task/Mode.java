package dev.sluice.core.task;

/** How many tasks of a batch may be released and not ended at a time. */
public enum Mode {
  /** one */
  SEQUENTIAL,
  /** as many as {@code maxParallel} says */
  PARALLEL,
  /** any number; the default */
  DISTRIBUTED,
  /** as many as the live workers have slots for, fewer while many fail */
  ADAPTIVE
}
