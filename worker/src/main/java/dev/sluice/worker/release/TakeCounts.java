package dev.sluice.worker.release;

import dev.sluice.records.Priority;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What was taken of each priority for its floor since the worker started, while something more
 * urgent may have waited. Thread-safe.
 */
public final class TakeCounts {

  private final AtomicLongArray forFloor = new AtomicLongArray(Priority.values().length);

  /** Counts a release that a worker took for the floor of its priority. */
  void tookForFloor(Priority priority) {
    forFloor.incrementAndGet(priority.ordinal());
  }

  /** Releases that were taken for the floor. */
  public long takenForFloor(Priority priority) {
    return forFloor.get(priority.ordinal());
  }
}
