/**
 * The ledger: the one place that decides. An event and a view of rows go in, row writes and effects
 * come out. Called by one thread at a time per batch; no clock, no randomness, no I/O.
 */
@NullMarked
package dev.sluice.core.ledger;

import org.jspecify.annotations.NullMarked;
