/**
 * The answer stage: what became of a command that asked for an answer, and what a query found, goes
 * out as one record each. Runs on the stream threads.
 */
@NullMarked
package dev.sluice.scheduler.answer;

import org.jspecify.annotations.NullMarked;
