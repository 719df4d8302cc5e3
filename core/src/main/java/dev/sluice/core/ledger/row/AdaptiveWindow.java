package dev.sluice.core.ledger.row;

/**
 * A window that follows the live workers: two tasks for each of their slots, one that runs and one
 * that is at hand. While many tasks fail it halves, as a network's sender does when packets get
 * lost, and it grows back step by step.
 *
 * @param pool whose slots count: that of the batch's first task; empty before that came, and then
 *     the slots of all pools count
 * @param slots of the live workers together; negative = not known yet
 * @param window tasks that may be released and not ended
 * @param ended tasks that ended since the window was looked at
 * @param failed how many of these did not succeed
 * @see <a href="https://doi.org/10.1016/0169-7552(89)90019-6">Chiu and Jain 1989, additive increase
 *     and multiplicative decrease</a>
 */
public record AdaptiveWindow(String pool, int slots, int window, int ended, int failed) {

  private static final int BEFORE_SLOTS_ARE_KNOWN = 16;
  private static final int MOST_SLOTS = 1_000_000;
  private static final int LEAST_ENDED = 10;
  private static final int ONE_IN = 10;
  private static final int STEPS_BACK = 8;

  /** The window of a batch of which no task has come. */
  public static final AdaptiveWindow BEGIN =
      new AdaptiveWindow("", -1, BEFORE_SLOTS_ARE_KNOWN, 0, 0);

  public AdaptiveWindow in(String firstPool) {
    return pool.isEmpty() ? new AdaptiveWindow(firstPool, slots, window, ended, failed) : this;
  }

  /** The same for another round: all that went wrong is forgotten. */
  public AdaptiveWindow afresh() {
    return new AdaptiveWindow(pool, slots, most(slots), 0, 0);
  }

  /** The live workers have so many slots now. */
  public AdaptiveWindow withSlots(int now) {
    int most = most(now);
    boolean backedOff = window < most(slots);
    return new AdaptiveWindow(
        pool, Math.max(0, now), backedOff ? Math.min(window, most) : most, ended, failed);
  }

  /** A task that had been released ended. */
  public AdaptiveWindow after(boolean success) {
    int allEnded = ended + 1;
    int allFailed = failed + (success ? 0 : 1);
    if (allEnded < Math.max(LEAST_ENDED, window)) {
      return new AdaptiveWindow(pool, slots, window, allEnded, allFailed);
    }
    int most = most(slots);
    int next =
        (long) allFailed * ONE_IN > allEnded
            ? Math.max(1, window / 2)
            : Math.min(most, window + Math.max(1, most / STEPS_BACK));
    return new AdaptiveWindow(pool, slots, next, 0, 0);
  }

  private static int most(int slots) {
    return slots < 0 ? BEFORE_SLOTS_ARE_KNOWN : Math.max(1, 2 * Math.min(slots, MOST_SLOTS));
  }
}
