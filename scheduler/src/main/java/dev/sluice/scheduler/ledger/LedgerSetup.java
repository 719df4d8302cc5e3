package dev.sluice.scheduler.ledger;

import dev.sluice.core.ledger.Ledger;
import dev.sluice.scheduler.deadletter.DeadLetters;
import dev.sluice.scheduler.wire.RecordSizes;
import dev.sluice.scheduler.wire.SourceReader;
import java.util.Map;

/**
 * What the ledger processors of all partitions share; all of it is immutable or thread-safe.
 *
 * @param readers by source topic
 * @param partitions of each topic that is keyed by batch id
 */
public record LedgerSetup(
    Ledger ledger,
    Map<String, SourceReader> readers,
    EffectRouter router,
    DeadLetters deadLetters,
    RecordSizes sizes,
    int partitions,
    LedgerPace pace,
    EffectCounts counts) {

  public LedgerSetup {
    readers = Map.copyOf(readers);
  }
}
