/**
 * When a batch that runs will end: what is left, how fast it went and how far the durations so far
 * are spread go in, three durations come out. Pure functions without a clock; any thread.
 */
@NullMarked
package dev.sluice.core.eta;

import org.jspecify.annotations.NullMarked;
