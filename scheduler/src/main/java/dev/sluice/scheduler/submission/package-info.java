/**
 * The submission stage: bytes of the five submission topics come in, {@code TaskSubmitted} events
 * go out. Runs on the stream threads.
 */
@NullMarked
package dev.sluice.scheduler.submission;

import org.jspecify.annotations.NullMarked;
