/**
 * Heartbeats: what the worker is doing, every few seconds, for everyone. Published from a thread of
 * their own, because a send may block.
 */
@NullMarked
package dev.sluice.worker.heartbeat;

import org.jspecify.annotations.NullMarked;
