/**
 * What applications implement: a {@link dev.sluice.worker.handler.TaskHandler} runs tasks of one
 * type. Handlers run on threads of their own, one attempt at a time on each, never on a thread that
 * reads from Kafka. A thread runs one attempt after the other: what a handler leaves in a thread
 * local, the next one finds.
 */
@NullMarked
package dev.sluice.worker.handler;

import org.jspecify.annotations.NullMarked;
