package dev.sluice.client.internal;

import dev.sluice.client.TaskChain;
import dev.sluice.client.TaskResult;
import dev.sluice.core.ledger.row.Chain;
import dev.sluice.core.summary.Contribution;

/** What results as the application sees them add to a tally: the same as to the scheduler's. */
public final class Contributions {

  private Contributions() {}

  public static Contribution of(TaskResult result) {
    TaskChain chain = result.chain();
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
        new Chain(chain.micros(), chain.tasks(), chain.need()),
        Contribution.sampleOf(result.taskId(), result.error()));
  }
}
