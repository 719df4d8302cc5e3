/**
 * What applications implement: a {@link dev.sluice.worker.handler.TaskHandler} runs tasks of one
 * type. Handlers run on virtual threads of their own, one per attempt, never on a thread that reads
 * from Kafka.
 */
@NullMarked
package dev.sluice.worker.handler;

import org.jspecify.annotations.NullMarked;
