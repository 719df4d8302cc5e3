/** One source of time for everything that a worker process writes down. */
@NullMarked
package dev.sluice.worker.clock;

import org.jspecify.annotations.NullMarked;
