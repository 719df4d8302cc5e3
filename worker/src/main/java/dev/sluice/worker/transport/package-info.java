/**
 * The seam between the worker and the release topics: take, complete, give back, keep alive. Only
 * the intake's thread calls it.
 */
@NullMarked
package dev.sluice.worker.transport;

import org.jspecify.annotations.NullMarked;
