/**
 * The scheduler process: its configuration, the topology that wires the stages together, and its
 * life from the checks at the start to a bounded close. The stages are in the packages below, in
 * the order of the flow: submission and command and report, ledger, release and result and signal,
 * summary.
 */
@NullMarked
package dev.sluice.scheduler;

import org.jspecify.annotations.NullMarked;
