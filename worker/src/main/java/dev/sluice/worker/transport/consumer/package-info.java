/**
 * Releases through a consumer group, on every broker that Kafka 4 clients speak to.
 *
 * <p>A consumer group commits one offset for each partition and knows nothing of single records. So
 * a member keeps account itself: {@link dev.sluice.worker.transport.consumer.CompletionFrontier}
 * says what of a partition is done, and a {@link dev.sluice.worker.transport.consumer.Trail} of it
 * goes into the metadata of each commit, so that the next owner of the partition runs nothing again
 * that was completed out of order, and knows which records a member was lost with. All of it runs
 * on the intake's thread.
 */
@NullMarked
package dev.sluice.worker.transport.consumer;

import org.jspecify.annotations.NullMarked;
