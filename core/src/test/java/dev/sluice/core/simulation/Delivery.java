package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;

/** A release on its way through a share group. */
final class Delivery {

  final Effect.ReleaseTask release;

  /** How often it was given to a worker. */
  int count;

  /** Grows with each; who has an older one has lost it. */
  int lock;

  boolean accepted;

  Delivery(Effect.ReleaseTask release) {
    this.release = release;
  }
}
