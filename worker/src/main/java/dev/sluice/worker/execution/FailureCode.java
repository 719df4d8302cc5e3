package dev.sluice.worker.execution;

/** Codes of a report for why a task did not succeed. Part of the public records: never renamed. */
public enum FailureCode {
  /** the handler threw */
  HANDLER_ERROR,
  /** an attempt ran longer than the task's timeout */
  ATTEMPT_TIMEOUT,
  /** the batch's deadline passed */
  DEADLINE,
  /** the worker does not serve the task's type */
  NO_HANDLER,
  /** workers that took the task kept vanishing */
  WORKER_LOST,
  /** the release record can't be read */
  BAD_RELEASE,
  /** the output is over the limit */
  OUTPUT_TOO_LARGE,
  /** the attempt adds more tasks to its batch than one report may */
  TOO_MANY_SPAWNED,
  /** the batch or the task was cancelled */
  CANCEL_REQUESTED,
  /** the worker goes away and did not end the task: it is to run elsewhere */
  HANDED_BACK
}
