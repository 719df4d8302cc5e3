package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;

/** A batch that is held or paused releases nothing until it is started. */
final class NothingReleasedWhileHeld implements Invariant {

  @Override
  public void effect(Step step, Effect effect, History history) {
    if (effect instanceof Effect.ReleaseTask release) {
      BatchHistory batch = history.batch(release.batchId());
      require(!batch.held, "%s of %s was released while held", release.task().id(), batch.id);
    }
  }
}
