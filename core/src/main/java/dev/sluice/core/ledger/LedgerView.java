package dev.sluice.core.ledger;

import java.util.List;

/** Typed reads of the ledger's rows. */
public interface LedgerView {

  /** The view of rows in a store. */
  static LedgerView of(RowStore store) {
    throw new UnsupportedOperationException();
  }

  /** Timers that are due at this time, earliest first. */
  List<Timer> dueTimers(long now, int limit);

  /** Batches with work left over. */
  List<String> batchesWithWork(int limit);
}
