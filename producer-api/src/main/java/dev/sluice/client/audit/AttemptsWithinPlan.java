package dev.sluice.client.audit;

import dev.sluice.records.Result;

/** Runs that were lost with their worker are no attempts. */
final class AttemptsWithinPlan extends Guarantee {

  AttemptsWithinPlan() {
    super(
        "no task has more attempts in a round than its retry plan allows, and its times fit together");
  }

  @Override
  void result(Place place, TaskTrace task, Result result, History history) {
    require(
        result.getAttempts() >= 0
            && result.getRetryCount() == Math.max(0, result.getAttempts() - 1),
        "task %s: %d attempts and %d retries at offset %d",
        task.id,
        result.getAttempts(),
        result.getRetryCount(),
        place.offset());
    long runtime = result.getStartedAt() == 0 ? 0 : result.getFinishedAt() - result.getStartedAt();
    require(
        runtime >= 0 && result.getRuntimeMicros() == runtime,
        "task %s ran for %d us from %d to %d",
        task.id,
        result.getRuntimeMicros(),
        result.getStartedAt(),
        result.getFinishedAt());
  }

  @Override
  void end(History history) {
    boolean unknown = false;
    for (TaskTrace task : history.tasks()) {
      unknown |= task.needs == null && task.last != null;
      if (task.needs != null) {
        task.outcomes()
            .forEach(outcome ->
                require(
                    outcome.attempts() <= 1 + task.retries,
                    "task %s had %d attempts in round %d, its plan allows %d",
                    task.id,
                    outcome.attempts(),
                    outcome.round(),
                    1 + task.retries));
      }
    }
    if (unknown) {
      unseen("the plans of tasks whose submissions are gone");
    }
  }
}
