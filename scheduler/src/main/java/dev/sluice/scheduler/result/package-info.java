/**
 * The result stage: {@code RecordResult} effects come in, the one result record of a task goes out.
 * Runs on the stream threads.
 */
@NullMarked
package dev.sluice.scheduler.result;

import org.jspecify.annotations.NullMarked;
