/**
 * How a process is seen from outside: health and metrics over HTTP, and the tables from which the
 * page about metrics is made. Scheduler and worker fill it in; neither knows the other.
 */
@NullMarked
package dev.sluice.observability;

import org.jspecify.annotations.NullMarked;
