package dev.sluice.core.simulation;

/** A delivery in a slot of a worker. */
final class Run {

  final Delivery delivery;
  final int lock;

  /** When its last attempt began, by the worker's clock. */
  long startedAt;

  /** The next worker has it too, but this one does not know. */
  boolean lost;

  /** Attempts that began here: all of them are run again if this is lost. */
  int begun;

  /** Attempts that came to an end here. */
  int attempts;

  /** A report is on its way. */
  boolean over;

  Run(Delivery delivery) {
    this.delivery = delivery;
    this.lock = delivery.lock;
  }
}
