package dev.sluice.core.simulation;

/** A delivery in a slot of a worker. */
final class Run {

  final Delivery delivery;
  final int lock;

  /** When its last attempt began, by the worker's clock. */
  long startedAt;

  /** Attempts that came to an end here. */
  int attempts;

  /** Its worker answers for it by heartbeats: the delivery is done with, or soon will be. */
  boolean leased;

  /** A report is on its way. */
  boolean over;

  Run(Delivery delivery) {
    this.delivery = delivery;
    this.lock = delivery.lock;
  }

  /** Workers that were lost with it before this one took it. */
  int lost() {
    return delivery.release.lost() + delivery.count - 1;
  }
}
