package dev.sluice.core.explain;

import dev.sluice.core.data.Quoted;
import dev.sluice.core.task.TaskStatus;

/**
 * What the workers make of a released task.
 *
 * @param releasedAt when it was handed to them
 */
record AtWorkers(Workforce workforce, long releasedAt, long now) {

  private static final int SHOWN = 60;

  Explanation running(String taskId, Workforce.Run run) {
    String worker = run.workerId() + " for " + Words.since(run.since(), now);
    return run.attempt() < 1
        ? new Explanation(
            taskId,
            TaskStatus.RELEASED.name(),
            Cause.WITH_WORKER,
            "with worker " + worker + ", no attempt is running")
        : new Explanation(
            taskId,
            TaskStatus.RUNNING.name(),
            Cause.RUNNING,
            "attempt " + run.attempt() + " runs on " + worker);
  }

  /** Nobody said so far that he has the task. */
  Explanation waiting(String taskId, String pool, String type) {
    if (!workforce.known()) {
      return released(taskId, Cause.WORKERS_UNKNOWN, "nothing has been heard of the workers yet");
    }
    Workforce.Slots slots = workforce.slots(pool);
    String resting = workforce.resting(pool);
    if (resting != null) {
      return released(
          taskId,
          Cause.WORKERS_RESTING,
          "no worker in pool " + pool + " takes tasks for now: " + Quoted.text(resting, SHOWN));
    }
    if (slots.all() == 0) {
      return released(taskId, Cause.NO_WORKER, "no live worker in pool " + pool);
    }
    if (!workforce.serves(pool, type)) {
      return released(
          taskId,
          Cause.NO_WORKER_FOR_TYPE,
          "no live worker in pool " + pool + " serves type " + Quoted.text(type, SHOWN));
    }
    String all = Words.count(slots.all(), "slot") + " in pool " + pool;
    return slots.free() == 0
        ? released(taskId, Cause.NO_FREE_SLOT, "waits for a free slot: all of " + all + " are busy")
        : released(
            taskId,
            Cause.NOT_TAKEN,
            "no worker has said yet that it took it; free are "
                + Words.number(slots.free())
                + " of "
                + all);
  }

  private Explanation released(String taskId, Cause cause, String text) {
    return new Explanation(
        taskId,
        TaskStatus.RELEASED.name(),
        cause,
        text + " (released " + Words.since(releasedAt, now) + " ago)");
  }
}
