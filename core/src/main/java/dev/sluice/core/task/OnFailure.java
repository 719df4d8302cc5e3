package dev.sluice.core.task;

/** What the failure of a task does to the rest of its batch. */
public enum OnFailure {
  /** its dependants are skipped, everything else runs; the default */
  CONTINUE,
  /** the rest is cancelled */
  FAIL_FAST
}
