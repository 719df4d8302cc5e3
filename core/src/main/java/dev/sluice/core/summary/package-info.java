/**
 * The fold of a batch's results: what one result adds ({@link
 * dev.sluice.core.summary.Contribution}), the running fold ({@link
 * dev.sluice.core.summary.BatchTally}) and its compact row. Results go in in any order, counts,
 * distributions and error groups come out. Called by one thread at a time per batch; no clock, no
 * I/O.
 */
@NullMarked
package dev.sluice.core.summary;

import org.jspecify.annotations.NullMarked;
