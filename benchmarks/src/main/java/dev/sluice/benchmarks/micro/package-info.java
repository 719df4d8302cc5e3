/**
 * What single steps cost, without Kafka around them: a decision of the ledger, its rows, the
 * records of the topics. Measured by JMH in a process of its own.
 */
@NullMarked
package dev.sluice.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
