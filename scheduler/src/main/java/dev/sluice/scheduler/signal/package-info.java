/**
 * Signals: {@code StopTask} effects come in, signal records for all workers go out. Runs on the
 * stream threads.
 */
@NullMarked
package dev.sluice.scheduler.signal;

import org.jspecify.annotations.NullMarked;
