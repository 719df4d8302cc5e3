/**
 * Releases through a share group (KIP-932), on brokers 4.2 and newer.
 *
 * <p>The public share consumer of Kafka 4.3 wants every record of a poll acknowledged before the
 * next poll, and returns no new records while one is being renewed: a worker on it could not fetch
 * work while a long task runs. The protocol has no such rule, records are locked and acknowledged
 * one by one. {@link dev.sluice.worker.transport.share.ShareClientFields} is the one place that
 * reaches past the public interface, checked when a worker starts.
 *
 * <p>Brokers count each delivery of a record, those that were handed back in good order too, and
 * drop it silently after {@code share.delivery.count.limit} of them. The limit is set to 10, or
 * left as it is where brokers refuse that; the delivery before the last fails the task with {@code
 * WORKER_LOST} instead of running it.
 */
@NullMarked
package dev.sluice.worker.transport.share;

import org.jspecify.annotations.NullMarked;
