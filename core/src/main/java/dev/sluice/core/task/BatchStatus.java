package dev.sluice.core.task;

/** Where a batch is in its life; the last four have no way on. */
public enum BatchStatus {
  /** accepts tasks, is not started or not opened yet */
  OPEN,
  RUNNING,
  PAUSED,
  SUCCEEDED,
  FAILED,
  CANCELLED,
  REJECTED;

  /** Whether the batch is closed. */
  public boolean terminal() {
    return ordinal() >= SUCCEEDED.ordinal();
  }
}
