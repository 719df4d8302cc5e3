/**
 * Signal: the scheduler's word to all workers that a task or a batch is to stop. In come signals
 * from every partition of the signal topic, from its beginning on and without a group; out go
 * stopped executions. One thread reads.
 */
@NullMarked
package dev.sluice.worker.signal;

import org.jspecify.annotations.NullMarked;
