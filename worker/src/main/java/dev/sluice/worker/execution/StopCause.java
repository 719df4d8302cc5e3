package dev.sluice.worker.execution;

/** Why an attempt was stopped from outside. */
public enum StopCause {
  /** the attempt's own time limit */
  TIMEOUT,
  /** the batch's deadline */
  DEADLINE,
  /** the batch or the task was cancelled */
  CANCEL,
  /** the worker is going away */
  DRAIN,
  /** the task is another worker's by now */
  LOST
}
