/**
 * Release: deliveries become executions, and their endings go back.
 *
 * <p>In come deliveries of the pool's five release topics, out go started executions. One thread,
 * the intake's, owns the transport: it takes, decodes, renews locks, accepts and gives back. What
 * other threads have to tell it goes through a queue and a {@link
 * dev.sluice.worker.release.Doorbell}.
 */
@NullMarked
package dev.sluice.worker.release;

import org.jspecify.annotations.NullMarked;
