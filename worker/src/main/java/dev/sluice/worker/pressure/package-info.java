/**
 * Back-pressure: while the process is short of memory or processors, no more tasks are taken. What
 * runs goes on, and a worker that holds nothing takes one at a time, so it never stands still.
 */
@NullMarked
package dev.sluice.worker.pressure;

import org.jspecify.annotations.NullMarked;
