package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Reason;
import dev.sluice.core.task.RunIf;

/**
 * I5: nothing is released after a cancel took effect, or after another reason to stop. After a stop
 * for failures only clean-up tasks are.
 */
final class NothingReleasedAfterCancel implements Invariant {

  @Override
  public void effect(Step step, Effect effect, History history) {
    if (effect instanceof Effect.ReleaseTask release) {
      BatchHistory batch = history.batch(release.batchId());
      TaskHistory task = batch.task(release.task().id());
      String name = release.batchId() + "/" + release.task().id();
      require(!batch.cancelled, "%s was released after its batch was cancelled", name);
      require(task == null || !task.cancelled, "%s was released after it was cancelled", name);
      require(
          batch.reason == null || cleanUp(batch.reason, release),
          "%s was released after its batch was stopped: %s",
          name,
          batch.reason);
    }
  }

  private static boolean cleanUp(String reason, Effect.ReleaseTask release) {
    boolean failures =
        reason.equals(Reason.FAIL_FAST.name()) || reason.equals(Reason.TOO_MANY_FAILED.name());
    return failures && release.task().runIf() != RunIf.SUCCESS && !release.task().needs().isEmpty();
  }
}
