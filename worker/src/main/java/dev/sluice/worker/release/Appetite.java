package dev.sluice.worker.release;

import dev.sluice.worker.execution.RunTimes;
import dev.sluice.worker.execution.Slots;

/**
 * How many deliveries to take now: one for each free slot, and where tasks are short as many more
 * as the slots get done in {@link #AHEAD_NANOS}. So a long task is never held back by a worker that
 * can't start it, and short ones don't wait for a fetch each.
 */
final class Appetite {

  private static final long AHEAD_NANOS = 10_000_000;
  private static final int MOST_AT_ONCE = 500;
  private static final int WORTH_FETCHING = 32;

  private final Slots slots;
  private final RunTimes runTimes;
  private final IntakeLimits limits;

  Appetite(Slots slots, RunTimes runTimes, IntakeLimits limits) {
    this.slots = slots;
    this.runTimes = runTimes;
    this.limits = limits;
  }

  /** 0: nothing now. */
  int now(Holdings held) {
    if (held.bytes() >= limits.bytes()) {
      return 0;
    }
    int ahead = ahead();
    int idle = slots.room();
    int room = Math.min(idle + ahead, limits.deliveries() - held.size());
    boolean busyAnyway = idle <= 0 && room < Math.min(WORTH_FETCHING, ahead / 2);
    return busyAnyway ? 0 : Math.clamp(room, 0, MOST_AT_ONCE);
  }

  private int ahead() {
    long perSlot = AHEAD_NANOS / Math.max(1, runTimes.mean());
    return (int) Math.min(limits.ahead(), perSlot * slots.capacity());
  }
}
