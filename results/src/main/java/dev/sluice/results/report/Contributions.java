package dev.sluice.results.report;

import dev.sluice.client.TaskResult;
import dev.sluice.core.summary.Contribution;

/** What a result adds to a tally, the same as it added to that of the scheduler. */
final class Contributions {

  private Contributions() {}

  static Contribution of(TaskResult result) {
    return new Contribution(
        result.round(),
        result.status(),
        result.type(),
        result.group(),
        result.worker(),
        result.priority(),
        result.attempts() - 1,
        result.queuedAt(),
        result.startedAt(),
        result.finishedAt(),
        result.cached(),
        Contribution.sampleOf(result.taskId(), result.error()));
  }
}
