package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.core.summary.Contribution;
import dev.sluice.core.summary.ContributionRow;
import dev.sluice.core.task.TaskStatus;
import java.util.HashMap;
import java.util.Map;

/** I4: what the results were folded into, as the scheduler does it, equals counting them. */
final class SummaryEqualsFold implements Invariant {

  private final Map<String, BatchTally> tallies = new HashMap<>();
  private final Map<String, byte[]> contributions = new HashMap<>();

  @Override
  public void effect(Step step, Effect effect, History history) {
    switch (effect) {
      case Effect.RecordResult result -> fold(result);
      case Effect.BatchChanged change when change.status().terminal() ->
          compare(history.batch(change.batchId()));
      case Effect.ForgetBatch forget -> forget(forget.batchId());
      default -> {}
    }
  }

  private void fold(Effect.RecordResult result) {
    BatchTally tally = tallies.computeIfAbsent(result.batchId(), id -> new BatchTally());
    String key = result.batchId() + "\0" + result.taskId();
    byte[] earlier = contributions.get(key);
    Contribution contribution = Contribution.of(result);
    if (earlier != null && result.round() > 1) {
      tally.unfold(ContributionRow.ofBytes(earlier));
    }
    tally.fold(contribution);
    contributions.put(key, ContributionRow.toBytes(contribution));
  }

  private void compare(BatchHistory batch) {
    BatchTally held = tallies.getOrDefault(batch.id, new BatchTally());
    BatchTally tally = BatchTally.ofBytes(held.toBytes());
    tallies.put(batch.id, tally);
    for (TaskStatus status : TaskStatus.values()) {
      same(batch, status.name(), tally.counts().of(status), batch.ended(status));
    }
    long retried = 0;
    long ran = 0;
    long cached = 0;
    for (TaskHistory task : batch.tasks.values()) {
      if (!task.results.isEmpty()) {
        Effect.RecordResult last = task.results.getLast();
        retried += Math.max(0, last.attempts() - 1);
        cached += last.cachedFrom() == null ? 0 : 1;
        ran += last.startedAt() > 0 && last.finishedAt() > 0 ? 1 : 0;
      }
    }
    same(batch, "retried", tally.retried(), retried);
    same(batch, "cached", tally.cached(), cached);
    same(batch, "ran", tally.runTime().count(), ran);
  }

  private void forget(String batchId) {
    tallies.remove(batchId);
    contributions.keySet().removeIf(key -> key.startsWith(batchId + "\0"));
  }

  private void same(BatchHistory batch, String what, long folded, long counted) {
    require(folded == counted, "%s: %s folded %d, counted %d", batch.id, what, folded, counted);
  }
}
