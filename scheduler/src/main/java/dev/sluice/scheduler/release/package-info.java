/**
 * The release stage: {@code ReleaseTask} effects come in, release records for the workers go out.
 * Runs on the stream threads.
 */
@NullMarked
package dev.sluice.scheduler.release;

import org.jspecify.annotations.NullMarked;
