package dev.sluice.results.report;

import dev.sluice.client.TaskResult;
import dev.sluice.core.ledger.row.Chain;
import dev.sluice.core.summary.Contribution;

/**
 * What a result adds to a tally, the same as it added to that of the scheduler, but for its chain
 * of needs: the summary names the critical path.
 */
final class Contributions {

  private Contributions() {}

  static Contribution of(TaskResult result) {
    return new Contribution(
        result.taskId(),
        result.round(),
        result.status(),
        result.type(),
        result.group(),
        result.worker(),
        result.priority(),
        result.attempts() - 1,
        result.queuedAt(),
        result.releasedAt(),
        result.startedAt(),
        result.finishedAt(),
        result.cached(),
        Chain.NONE,
        Contribution.sampleOf(result.taskId(), result.error()));
  }
}
