package dev.sluice.worker.release;

import dev.sluice.worker.transport.Delivery;

/**
 * A delivery that has come, and what may be done with it for as long as it is held. Where it is not
 * held any more nothing is done, even if its record has come again since.
 *
 * @param floor whether it was taken for the floor of its priority: it starts before all others
 */
record Arrival(Delivery delivery, Holding holding, boolean floor, ReleaseIntake intake) {

  /** Its work is done and reported. Any thread. */
  void complete() {
    intake.complete(holding);
  }

  /** Runs something on the intake's thread if it is held then. Any thread. */
  void ifHeld(Runnable errand) {
    intake.ifHeld(holding, errand);
  }

  /** Whether what arrives is to be started. Any thread. */
  boolean toBeStarted() {
    return intake.taking();
  }
}
