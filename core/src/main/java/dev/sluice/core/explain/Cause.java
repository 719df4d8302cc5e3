package dev.sluice.core.explain;

/**
 * Codes for why a batch or a task is where it is. Part of the public answers: never renamed. {@code
 * docs/explain.md} says what to do about each.
 */
public enum Cause {
  // of tasks
  /** some of its needs have not ended */
  WAITS_FOR_NEEDS,
  /** others need it, nobody has submitted it yet */
  NOT_SUBMITTED,
  /** its own {@code notBefore} has not come */
  NOT_BEFORE,
  /** it failed, and the next attempt is for later */
  RETRY_DELAY,
  /** as many tasks of the batch as its mode allows are released and have not ended */
  WINDOW_FULL,
  /** nothing holds it: the scheduler releases it next */
  IN_LINE,
  /** released; nothing has been heard of any worker yet */
  WORKERS_UNKNOWN,
  /** released; no worker of its pool is alive */
  NO_WORKER,
  /** released; workers of its pool are alive, but they take no tasks for now */
  WORKERS_RESTING,
  /** released; workers of its pool are alive, but none has a handler of its type */
  NO_WORKER_FOR_TYPE,
  /** released; every slot of its pool is busy */
  NO_FREE_SLOT,
  /** released; its pool has free slots, and no worker said yet that it has the task */
  NOT_TAKEN,
  /** a worker has it, no attempt is running */
  WITH_WORKER,
  /** an attempt is running */
  RUNNING,

  // of batches
  /** some of its tasks have not ended */
  WAITS_FOR_TASKS,
  /** what came has ended or waits for what did not, and nobody said how many tasks there will be */
  NOT_SEALED,
  /** what came has ended or waits for what did not: fewer tasks than announced */
  INCOMPLETE,

  // of both
  /** its open command has not arrived */
  BATCH_NOT_OPENED,
  /** submitted to be held: it begins with a start command */
  BATCH_HELD,
  /** paused: it goes on with a start command */
  BATCH_PAUSED,
  /** the rest of the batch is being cancelled */
  BATCH_STOPPING,
  /** the scheduler is on its way to it */
  WORK_LEFT,
  /** it has ended */
  ENDED,
  /** nothing is known of such a batch */
  UNKNOWN_BATCH,
  /** nothing is known of such a task in this batch */
  UNKNOWN_TASK
}
