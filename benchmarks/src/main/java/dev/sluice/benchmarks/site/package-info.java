/**
 * What the workloads run on: a broker, a scheduler and a worker, each a process of its own or all
 * in this JVM. Processes are started through the same mains as the {@code sluice} command's and end
 * with this one.
 */
@NullMarked
package dev.sluice.benchmarks.site;

import org.jspecify.annotations.NullMarked;
