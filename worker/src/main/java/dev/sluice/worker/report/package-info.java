/**
 * Report: an execution's ending becomes a record for the scheduler. In comes an ending, out goes a
 * report, and word back once the brokers have acknowledged it. Sends from the attempts' threads;
 * acknowledgements come on the producer's thread.
 */
@NullMarked
package dev.sluice.worker.report;

import org.jspecify.annotations.NullMarked;
