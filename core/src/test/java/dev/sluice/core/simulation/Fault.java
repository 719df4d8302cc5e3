package dev.sluice.core.simulation;

/** What goes wrong in a simulated world. */
enum Fault {
  /** a record is never written and its sender is not told so: it tries again */
  DROP,
  /** a record is written, but its sender is not told so: it tries again */
  DUPLICATE,
  /** a record is written once more long after it was */
  STALE,
  /** a record takes long to be written */
  DELAY,
  /** the scheduler takes a record before an older one of another topic */
  REORDER,
  /** a worker is gone with all that it ran, and comes back with nothing */
  WORKER_CRASH,
  /** a scheduler looks at a lease before it has heard of any worker */
  UNHEARD_WORKERS,
  /** a task takes its worker along */
  POISON,
  /** a worker stands still until its locks are lost, and then goes on as if nothing were */
  WORKER_PAUSE,
  /** a worker is stopped in an orderly way and hands back what it runs */
  HAND_BACK,
  /** a handler does not care that it was interrupted */
  IGNORED_STOP,
  /** a worker asks for a retry that the task's plan does not allow */
  GREEDY_RETRY,
  /** a report of nothing that was ever released */
  MADE_UP_REPORT,
  /** the scheduler is gone with its open transaction; another begins with the changelog */
  SCHEDULER_CRASH,
  /** as {@link #SCHEDULER_CRASH}, but of the changelog only the last row of each key is left */
  COMPACTED_CHANGELOG
}
