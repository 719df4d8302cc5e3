package dev.sluice.worker.release;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;

/**
 * Tasks that must not be lost with one more worker. One of them runs at a time, so that a task that
 * takes its worker along takes no other one to its end. Thread-safe.
 */
final class LastChances {

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

  private final int maxLost;
  private final DoubleSupplier random;
  private final AtomicBoolean taken = new AtomicBoolean();

  /**
   * @param maxLost a task that was lost with so many workers is not run again
   * @param random 0 to 1, so that tasks that were handed back together don't come back together
   */
  LastChances(int maxLost, DoubleSupplier random) {
    this.maxLost = maxLost;
    this.random = random;
  }

  int maxLost() {
    return maxLost;
  }

  /** Whether a task is not to be run any more. */
  boolean gone(int lost) {
    return lost >= maxLost;
  }

  /** Whether a task may be lost with no other worker. One that was never lost is trusted. */
  boolean last(int lost) {
    return lost > 0 && lost == maxLost - 1;
  }

  /** Whether a last chance may be taken now. {@link #free} has to follow. */
  boolean take() {
    return taken.compareAndSet(false, true);
  }

  void free() {
    taken.set(false);
  }

  /** When a task that can't have its last chance now may be released anew. */
  Duration again() {
    return AGAIN_AFTER.plus(
        Duration.ofMillis((long) (random.getAsDouble() * AGAIN_AFTER.toMillis())));
  }
}
