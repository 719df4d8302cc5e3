package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;

/**
 * No task is released before the time that it names, or that its worker named for the retry. Clocks
 * differ, so the latest time that was ever told of the batch is what counts.
 */
final class NotBeforeItsTime implements Invariant {

  @Override
  public void effect(Step step, Effect effect, History history) {
    if (effect instanceof Effect.ReleaseTask release) {
      TaskHistory task = history.task(release.batchId(), release.task().id());
      long named = task == null ? 0 : task.spec.notBefore();
      long earliest = Math.max(named, task == null ? 0 : task.retryAt);
      long latest = history.batch(release.batchId()).latest;
      require(
          latest >= earliest,
          "%s/%s was released %d microseconds too early",
          release.batchId(),
          release.task().id(),
          earliest - latest);
    }
  }
}
