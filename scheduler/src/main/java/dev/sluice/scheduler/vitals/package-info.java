/**
 * Vitals: how the scheduler is, for those who look at it over HTTP. Kafka Streams' state, what is
 * being restored and the counts of what happened come in; health and metrics go out. Read from the
 * threads of the health port.
 */
@NullMarked
package dev.sluice.scheduler.vitals;

import org.jspecify.annotations.NullMarked;
