/**
 * What was measured: plain records that become the JSON as they are, and lines of the table. The
 * arithmetic lives here, without clocks and threads.
 */
@NullMarked
package dev.sluice.benchmarks.figure;

import org.jspecify.annotations.NullMarked;
