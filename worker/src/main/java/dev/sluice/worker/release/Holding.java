package dev.sluice.worker.release;

import dev.sluice.worker.transport.DeliveryId;

/**
 * One time that a record is held, from its arrival until it is completed, given back or lost. A
 * record that left and comes again has the same {@link DeliveryId} and another holding: what was
 * begun in the first one means nothing to the second. Compared by identity.
 */
final class Holding {

  private final DeliveryId delivery;
  private final int bytes;
  private long lockedAt; // the intake's thread's

  Holding(DeliveryId delivery, int bytes, long lockedAt) {
    this.delivery = delivery;
    this.bytes = bytes;
    this.lockedAt = lockedAt;
  }

  DeliveryId delivery() {
    return delivery;
  }

  int bytes() {
    return bytes;
  }

  void locked(long now) {
    lockedAt = now;
  }

  /** Whether its lock was set so long ago. */
  boolean lockedBefore(long nanos, long now) {
    return now - lockedAt >= nanos;
  }

  @Override
  public String toString() {
    return delivery.toString();
  }
}
