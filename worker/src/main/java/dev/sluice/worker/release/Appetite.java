package dev.sluice.worker.release;

import dev.sluice.worker.execution.Passing;
import dev.sluice.worker.execution.RunTimes;
import dev.sluice.worker.execution.Slots;
import java.util.function.BooleanSupplier;

/**
 * How many deliveries to take now: one for each free slot, and as many more as the slots are likely
 * to get done in {@link #AHEAD_NANOS}. So a long task is hardly ever held by a worker that can't
 * start it, and the slots of shorter ones don't stand empty for the time of a fetch.
 */
final class Appetite {

  private static final long AHEAD_NANOS = 50_000_000;
  private static final long BRIEF_NANOS = 50_000_000;
  private static final int MOST_AT_ONCE = 500;
  private static final int WORTH_FETCHING = 32;

  private final Slots slots;
  private final RunTimes runTimes;
  private final IntakeLimits limits;
  private final BooleanSupplier pressed;

  /**
   * @param pressed whether the process is short of something: then a worker that holds anything
   *     takes nothing, and one that holds nothing takes one task, so that it never stands still
   */
  Appetite(Slots slots, RunTimes runTimes, IntakeLimits limits, BooleanSupplier pressed) {
    this.pressed = pressed;
    this.slots = slots;
    this.runTimes = runTimes;
    this.limits = limits;
  }

  /** 0: nothing now. */
  int now(Holdings held) {
    if (held.bytes() >= limits.bytes()) {
      return 0;
    }
    if (pressed.getAsBoolean()) {
      return held.size() == 0 ? 1 : 0;
    }
    int ahead = ahead();
    int idle = slots.room();
    int room = Math.min(idle + ahead, limits.deliveries() - held.size());
    boolean busyAnyway = idle <= 0 && room < Math.min(WORTH_FETCHING, ahead / 4);
    return busyAnyway ? 0 : Math.clamp(room, 0, MOST_AT_ONCE);
  }

  /**
   * What would begin before jobs that wait here, although there is no room for more of their kind.
   * That is what was taken while tasks were shorter, and now waits for long.
   */
  Passing passing(Holdings held) {
    if (held.bytes() >= limits.bytes() || pressed.getAsBoolean()) {
      return new Passing(0, 0);
    }
    Passing passing = slots.passing();
    int most = Math.min(passing.most(), limits.deliveries() - held.size());
    return new Passing(passing.before(), most);
  }

  /** Whether tasks are so short that one more, which has to wait for a slot, soon gets it. */
  boolean brief() {
    return runTimes.mean() <= BRIEF_NANOS;
  }

  private int ahead() {
    long likely = AHEAD_NANOS * slots.capacity() / Math.max(1, runTimes.mean());
    return (int) Math.min(limits.ahead(), likely);
  }
}
