/**
 * The worker: release, execution, report. {@link dev.sluice.worker.Worker#start} wires the stages;
 * nothing here has rules of its own. In come released tasks of one pool, out go their reports.
 */
@NullMarked
package dev.sluice.worker;

import org.jspecify.annotations.NullMarked;
