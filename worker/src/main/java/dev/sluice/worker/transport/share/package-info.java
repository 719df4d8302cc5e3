/**
 * Releases through a share group (KIP-932), on brokers 4.2 and newer.
 *
 * <p>The public share consumer of Kafka 4.3 wants every record of a poll acknowledged before the
 * next poll, and returns no new records while one is being renewed: a worker on it could not fetch
 * work while a long task runs. The protocol has no such rule, records are locked and acknowledged
 * one by one. {@link dev.sluice.worker.transport.share.ShareClientFields} is the one place that
 * reaches past the public interface, checked when a worker starts.
 */
@NullMarked
package dev.sluice.worker.transport.share;

import org.jspecify.annotations.NullMarked;
