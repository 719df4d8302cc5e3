/**
 * Heartbeats: what the worker is doing, every few seconds, for everyone. Published from the
 * worker's timer thread.
 */
@NullMarked
package dev.sluice.worker.heartbeat;

import org.jspecify.annotations.NullMarked;
