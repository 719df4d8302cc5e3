/**
 * The workers that are alive: heartbeats of the worker topic come in on a thread of their own, what
 * is known of slots, types and running tasks is there for the stream threads. Nothing here can stop
 * the scheduler.
 */
@NullMarked
package dev.sluice.scheduler.workforce;

import org.jspecify.annotations.NullMarked;
