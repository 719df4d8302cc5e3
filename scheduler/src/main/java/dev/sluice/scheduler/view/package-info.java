/**
 * What the ledger's stored rows say, for those who only look: questions come in on any thread,
 * views of batches and tasks go out. Reads the store beneath what the stream threads hold back, so
 * it may be behind them, and ahead of what is committed, by one transaction.
 */
@NullMarked
package dev.sluice.scheduler.view;

import org.jspecify.annotations.NullMarked;
