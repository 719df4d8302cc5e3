/**
 * The workloads, one class each: a running site comes in, figures go out. Everything is done
 * through the client that applications use.
 */
@NullMarked
package dev.sluice.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
