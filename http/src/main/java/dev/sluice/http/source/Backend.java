package dev.sluice.http.source;

import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.internal.RecordsIn;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.problem.Problems;
import dev.sluice.observability.HealthPage;
import dev.sluice.scheduler.view.BatchView;
import dev.sluice.scheduler.view.LedgerNotHereException;
import dev.sluice.scheduler.view.LedgerQueries;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a running scheduler process answers from.
 *
 * @param group what the schedulers of the group have in common
 * @param health pages by path
 * @param client connected when it is asked for first
 */
public record Backend(
    String group,
    LedgerQueries ledger,
    Map<String, HealthPage> health,
    Supplier<SluiceClient> client,
    ResultPages results,
    DeadLetterTopic deadLetters,
    ChangeFeed changes)
    implements AutoCloseable {

  public Backend {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(ledger, "ledger");
    health = Map.copyOf(health);
  }

  /** A batch that there is; otherwise the request ends. */
  public BatchView batch(String batchId) {
    return ledger
        .batch(batchId)
        .orElseThrow(() ->
            Problem.of(
                    ProblemCode.BATCH_NOT_FOUND,
                    "nothing is known of " + batchId + "; check the id")
                .exception());
  }

  /** The summary of a batch as its rows say now. */
  public BatchSummary summary(String batchId) {
    return RecordsIn.summary(ledger.summary(batch(batchId)));
  }

  /**
   * Like {@link #summary}, and also for a batch of another scheduler: as it was published last,
   * which takes longer.
   */
  public BatchSummary standing(String batchId) {
    try {
      return summary(batchId);
    } catch (LedgerNotHereException away) {
      if (!(away.whereabouts() instanceof LedgerNotHereException.Elsewhere)) {
        throw away;
      }
      return published(batchId);
    }
  }

  private BatchSummary published(String batchId) {
    try (BatchHandle handle = client.get().batch(batchId, dropped -> {})) {
      return handle
          .summary()
          .orElseThrow(() ->
              Problems.soon(
                      ProblemCode.BATCH_NOT_FOUND, "nothing is published of " + batchId + " yet")
                  .exception());
    }
  }

  @Override
  public void close() {
    changes.close();
    results.close();
    deadLetters.close();
  }
}
