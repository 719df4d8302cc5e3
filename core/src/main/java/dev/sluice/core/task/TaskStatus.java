package dev.sluice.core.task;

/** Where a task is in its life; the last six have no way on. */
public enum TaskStatus {
  /** waits for needs */
  PENDING,
  /** could run; held by a window, a pause, a delay or the batch not started */
  QUEUED,
  /** handed to the workers */
  RELEASED,
  /** known from heartbeats to be in a handler */
  RUNNING,
  SUCCEEDED,
  FAILED,
  TIMED_OUT,
  CANCELLED,
  SKIPPED,
  REJECTED;

  /** Whether this is one of the six ends of a task. */
  public boolean terminal() {
    return ordinal() >= SUCCEEDED.ordinal();
  }

  /** Whether a task that ended like this counts against the failures that its batch bears. */
  public boolean countsAsFailure() {
    return this == FAILED || this == TIMED_OUT || this == REJECTED;
  }

  /** Whether a task that ended like this runs again in another round of its batch. */
  public boolean mayRunAgain() {
    return this == FAILED || this == TIMED_OUT || this == CANCELLED || this == SKIPPED;
  }
}
