package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.TaskSpec;

/** I7: retries never exceed the plan, and are counted through all releases of a round. */
final class RetriesWithinPolicy implements Invariant {

  @Override
  public void effect(Step step, Effect effect, History history) {
    switch (effect) {
      case Effect.ReleaseTask release -> {
        TaskHistory task = history.task(release.batchId(), release.task().id());
        if (task != null) {
          released(release, task);
        }
      }
      case Effect.RecordResult result when result.worker() != null -> {
        TaskHistory task = history.task(result.batchId(), result.taskId());
        require(
            task == null || result.attempts() == task.attempts,
            "%s/%s has %d attempts in its result and %d in its reports",
            result.batchId(),
            result.taskId(),
            result.attempts(),
            task == null ? 0 : task.attempts);
      }
      default -> {}
    }
  }

  private void released(Effect.ReleaseTask release, TaskHistory task) {
    String name = release.batchId() + "/" + release.task().id();
    require(
        release.attemptBase() == task.attempts,
        "%s was released with %d attempts, reported were %d",
        name,
        release.attemptBase(),
        task.attempts);
    require(
        task.attempts == 0 || task.attempts < attemptsAllowed(task.spec),
        "%s was released again after %d attempts, its plan allows %d",
        name,
        task.attempts,
        attemptsAllowed(task.spec));
    require(
        task.releases <= task.comebacks,
        "%s was released %d times, and %d reports asked for it",
        name,
        task.releases + 1,
        task.comebacks);
  }

  static int attemptsAllowed(TaskSpec task) {
    RetryPlan plan = task.retry();
    return plan == null || plan.policy() == RetryPlan.Policy.NONE ? 1 : plan.maxRetries() + 1;
  }
}
