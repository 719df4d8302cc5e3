package dev.sluice.worker.release;

import dev.sluice.records.Priority;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What was taken of each priority since the worker started, and how long it had waited for that.
 * Thread-safe.
 */
public final class TakeCounts {

  private static final int PRIORITIES = Priority.values().length;

  private final AtomicLongArray taken = new AtomicLongArray(PRIORITIES);
  private final AtomicLongArray forFloor = new AtomicLongArray(PRIORITIES);
  private final AtomicLongArray longestWait = new AtomicLongArray(PRIORITIES);

  /**
   * Counts a release that a worker took.
   *
   * @param floor taken for the floor of its priority, while something more urgent may have waited
   * @param waitedMicros since it was released, by the scheduler's clock and this worker's
   */
  void took(Priority priority, boolean floor, long waitedMicros) {
    int index = priority.ordinal();
    taken.incrementAndGet(index);
    if (floor) {
      forFloor.incrementAndGet(index);
    }
    longestWait.accumulateAndGet(index, waitedMicros, Math::max);
  }

  /** Releases that were taken. */
  public long taken(Priority priority) {
    return taken.get(priority.ordinal());
  }

  /** Those of them that were taken for the floor. */
  public long takenForFloor(Priority priority) {
    return forFloor.get(priority.ordinal());
  }

  /** The longest wait of a release for a worker since this was asked last, in microseconds. */
  public long longestWaitMicros(Priority priority) {
    return longestWait.getAndSet(priority.ordinal(), 0);
  }
}
