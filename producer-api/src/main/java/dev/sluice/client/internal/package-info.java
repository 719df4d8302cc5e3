/**
 * How the client publishes and follows batches. Not public: may change in any version.
 *
 * <p>{@code BatchRules} judges descriptions, {@code Publisher} turns them into records on the
 * caller's thread, {@code Follower} reads results and summaries on its own thread and hands them to
 * {@code FollowedBatch}.
 */
@NullMarked
package dev.sluice.client.internal;

import org.jspecify.annotations.NullMarked;
