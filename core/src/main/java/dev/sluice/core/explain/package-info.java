/**
 * Why a batch or a task is where it is, in words and as a code. Reads rows of the ledger and what
 * is known of the workers, changes nothing, and looks at a bounded number of rows whatever the size
 * of the batch.
 */
@NullMarked
package dev.sluice.core.explain;

import org.jspecify.annotations.NullMarked;
