/**
 * The raw pipeline: producer, topic A, a consumer that produces to topic B, consumer. What Kafka
 * alone does here, to compare Sluice with. Three threads of this JVM.
 */
@NullMarked
package dev.sluice.benchmarks.raw;

import org.jspecify.annotations.NullMarked;
