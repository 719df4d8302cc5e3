/**
 * Execution: a release becomes attempts, and they become one ending.
 *
 * <p>In comes a {@link dev.sluice.records.Release}, out goes an {@link
 * dev.sluice.worker.execution.Ending}. {@link dev.sluice.worker.execution.Slots} bounds how many
 * attempts run, each on its own thread. Waiting, for a retry or for a time limit, is done by the
 * one timer thread that is handed in, which never runs a handler.
 */
@NullMarked
package dev.sluice.worker.execution;

import org.jspecify.annotations.NullMarked;
