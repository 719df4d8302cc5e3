/** {@code sluice bench}: what is asked comes in, a table or JSON goes out. */
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
