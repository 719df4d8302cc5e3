/**
 * The state of the scheduler: the rows of the ledger and of the summaries of one partition, in one
 * store with one changelog, because each further one costs every transaction a partition. Runs on
 * the stream threads.
 */
@NullMarked
package dev.sluice.scheduler.store;

import org.jspecify.annotations.NullMarked;
