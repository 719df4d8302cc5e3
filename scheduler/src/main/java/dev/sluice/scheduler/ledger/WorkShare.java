package dev.sluice.scheduler.ledger;

import java.util.function.LongSupplier;

/**
 * Divides the time of a partition between work that is left over and records: while records are in
 * hand, they have as long after a tick of work as that took. Otherwise a tick would follow the
 * other at once, because each lasts longer than they are apart, with one record in between.
 */
final class WorkShare {

  private final LongSupplier nanos;
  private long begunAt;
  private long endedAt;
  private boolean worked;

  /**
   * @param nanos a clock like {@link System#nanoTime()}
   */
  WorkShare(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether it is the turn of work; if so, it begins. */
  boolean begins(boolean recordsInHand) {
    long now = nanos.getAsLong();
    if (recordsInHand && worked && now - endedAt < endedAt - begunAt) {
      return false;
    }
    begunAt = now;
    return true;
  }

  /** The work of this tick is done. */
  void ended() {
    endedAt = nanos.getAsLong();
    worked = true;
  }
}
