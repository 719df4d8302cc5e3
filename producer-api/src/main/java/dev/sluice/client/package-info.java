/**
 * What applications use to send work to Sluice: describe a batch, submit it, follow it, read its
 * results. The first stage of the flow: a {@link dev.sluice.client.Batch} comes in, submissions and
 * commands go out; results and summaries come back to a {@link dev.sluice.client.BatchHandle}.
 *
 * <p>Publishing runs on the caller's thread. Each client has one thread that follows all its
 * batches and one that calls progress listeners.
 */
@NullMarked
package dev.sluice.client;

import org.jspecify.annotations.NullMarked;
