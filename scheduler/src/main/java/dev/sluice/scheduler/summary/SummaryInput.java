package dev.sluice.scheduler.summary;

import dev.sluice.core.ledger.Effect.BatchChanged;
import org.jspecify.annotations.Nullable;

/** What the summary stage is told. */
public sealed interface SummaryInput {

  /** A record of the result topic. */
  record ResultBytes(byte[] bytes) implements SummaryInput {}

  /**
   * What the ledger decided about a batch, in the same transaction.
   *
   * @param results how many results it recorded
   * @param change the state of the batch as a whole, if that changed
   */
  record LedgerNews(String batchId, int results, @Nullable BatchChanged change)
      implements SummaryInput {}
}
