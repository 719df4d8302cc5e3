/**
 * What all stages share about bytes: decoding and encoding with patience for the registry, the
 * words of core and Avro for the same thing, and a record that is ready to be sent. Runs on the
 * stream threads.
 */
@NullMarked
package dev.sluice.scheduler.wire;

import org.jspecify.annotations.NullMarked;
