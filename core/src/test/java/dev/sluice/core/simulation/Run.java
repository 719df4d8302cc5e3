package dev.sluice.core.simulation;

/** A delivery in a slot of a worker. */
final class Run {

  final Delivery delivery;
  final int lock;

  /** When its last attempt began, by the worker's clock. */
  long startedAt;

  /** Attempts that came to an end here. */
  int attempts;

  /** A report is on its way. */
  boolean over;

  Run(Delivery delivery) {
    this.delivery = delivery;
    this.lock = delivery.lock;
  }
}
