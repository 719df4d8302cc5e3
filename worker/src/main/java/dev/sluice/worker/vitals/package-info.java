/**
 * Vitals: how the worker is, for those who look at it. What it does is read where it happens; out
 * go the facts in heartbeats, metrics, health over HTTP and the ids in log lines. Read from the
 * heartbeat's thread and those of the health port; attempts count on their own threads.
 */
@NullMarked
package dev.sluice.worker.vitals;

import org.jspecify.annotations.NullMarked;
