package dev.sluice.scheduler.ledger;

import dev.sluice.core.explain.Workforce;
import dev.sluice.core.ledger.Ledger;
import dev.sluice.scheduler.answer.Answers;
import dev.sluice.scheduler.cache.CacheReader;
import dev.sluice.scheduler.deadletter.DeadLetters;
import dev.sluice.scheduler.release.SpreadTerms;
import dev.sluice.scheduler.summary.SummaryWriter;
import dev.sluice.scheduler.wire.RecordSizes;
import dev.sluice.scheduler.wire.SourceReader;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the ledger processors of all partitions share; all of it is immutable or thread-safe.
 *
 * @param readers by source topic
 * @param partitions of each topic that is keyed by batch id
 * @param nanos a clock like {@link System#nanoTime()}; that of Kafka Streams stands still while a
 *     record or a tick is processed
 */
public record LedgerSetup(
    Ledger ledger,
    Map<String, SourceReader> readers,
    EffectRouter router,
    SummaryWriter summaries,
    CacheReader cache,
    Answers answers,
    Workforce workforce,
    DeadLetters deadLetters,
    RecordSizes sizes,
    int partitions,
    LedgerPace pace,
    Heads heads,
    SpreadTerms spread,
    EffectCounts counts,
    LongSupplier nanos) {

  public LedgerSetup {
    readers = Map.copyOf(readers);
  }

  /** Some time from now on. */
  Stint stint() {
    return Stint.begin(nanos);
  }
}
