/**
 * Published limits and the ids that Sluice accepts; checked at the edge and again in the ledger.
 */
@NullMarked
package dev.sluice.core.limits;

import org.jspecify.annotations.NullMarked;
