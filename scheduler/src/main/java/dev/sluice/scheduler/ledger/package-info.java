/**
 * The ledger stage, the heart of the scheduler: records of submission, command and report come in;
 * releases, results, signals, dead letters and news for the summary go out. Each record is loaded,
 * decided by core's {@code Ledger}, saved and forwarded in one transaction; there are no rules
 * here. Runs on the stream threads, one at a time per partition.
 */
@NullMarked
package dev.sluice.scheduler.ledger;

import org.jspecify.annotations.NullMarked;
