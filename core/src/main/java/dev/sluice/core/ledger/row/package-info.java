/**
 * The rows that the ledger's state is made of, and their bytes. One row per task, one per edge, one
 * small header per batch; no row grows with its batch.
 */
@NullMarked
package dev.sluice.core.ledger.row;

import org.jspecify.annotations.NullMarked;
