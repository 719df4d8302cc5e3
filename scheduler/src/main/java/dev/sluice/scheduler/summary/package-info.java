/**
 * The summary stage: each result that the ledger records is folded into the tally of its batch, in
 * the same transaction, and the summary of the batch goes out: now and then while it runs, and
 * once, final, when it is closed. Runs on the stream threads.
 */
@NullMarked
package dev.sluice.scheduler.summary;

import org.jspecify.annotations.NullMarked;
