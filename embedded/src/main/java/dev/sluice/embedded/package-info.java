/**
 * A real Kafka broker inside this JVM: no stage of the flow, but what every stage runs on in {@code
 * sluice run}, {@code sluice dev} and the integration tests.
 *
 * <p>In comes a data directory, out goes an address on 127.0.0.1 that any Kafka client can use. The
 * broker runs on Kafka's own threads; starting and closing block the calling thread.
 */
@NullMarked
package dev.sluice.embedded;

import org.jspecify.annotations.NullMarked;
