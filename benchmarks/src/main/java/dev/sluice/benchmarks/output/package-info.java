/** Figures as JSON and as a table. */
@NullMarked
package dev.sluice.benchmarks.output;

import org.jspecify.annotations.NullMarked;
