/**
 * The summary stage: records of the compacted result topic and news of the ledger come in, the
 * summary of each batch goes out: now and then while it runs, and once, final, when it is closed
 * and every result that the ledger recorded is folded. Runs on the stream threads.
 */
@NullMarked
package dev.sluice.scheduler.summary;

import org.jspecify.annotations.NullMarked;
