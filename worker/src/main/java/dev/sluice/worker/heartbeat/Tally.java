package dev.sluice.worker.heartbeat;

import dev.sluice.core.task.TaskStatus;
import java.util.concurrent.atomic.LongAdder;

/** Tasks that the worker has reported since it started. Thread-safe. */
public final class Tally {

  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /** Counts one; whatever is no success counts as failed. */
  public void add(TaskStatus status) {
    (status == TaskStatus.SUCCEEDED ? succeeded : failed).increment();
  }

  public long succeeded() {
    return succeeded.sum();
  }

  public long failed() {
    return failed.sum();
  }
}
