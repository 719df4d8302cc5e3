/**
 * The rows of docs/policies.md, one test each, through the whole topology: what was released, how
 * each task ended, how the batch did, and that nothing was released after a stop.
 */
@NullMarked
package dev.sluice.scheduler.policy;

import org.jspecify.annotations.NullMarked;
