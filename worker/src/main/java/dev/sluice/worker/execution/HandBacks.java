package dev.sluice.worker.execution;

import java.util.concurrent.TimeUnit;

/**
 * So many tasks a second may be handed back, because each costs the scheduler a report and a
 * release. Guarded by the slots' lock.
 */
final class HandBacks {

  private static final int PER_SECOND = 500;
  private static final long EACH_NANOS = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;

  private long paidUntil;

  HandBacks(long now) {
    this.paidUntil = now - TimeUnit.SECONDS.toNanos(1);
  }

  /** Takes one, if one is left. */
  boolean one(long now) {
    long from = Math.max(paidUntil, now - TimeUnit.SECONDS.toNanos(1));
    if (from + EACH_NANOS > now) {
      return false;
    }
    paidUntil = from + EACH_NANOS;
    return true;
  }
}
