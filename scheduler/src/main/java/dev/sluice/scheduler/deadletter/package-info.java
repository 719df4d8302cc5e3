/**
 * Dead letters: a record that can't be obeyed comes in, the same bytes with headers that say why go
 * out, and the next record is processed. Runs on the stream threads.
 */
@NullMarked
package dev.sluice.scheduler.deadletter;

import org.jspecify.annotations.NullMarked;
