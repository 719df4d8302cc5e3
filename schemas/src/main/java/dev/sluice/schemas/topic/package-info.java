/**
 * The topic catalogue: names, partitions and settings of the topics between the stages. In: the
 * configuration; out: the topics on the brokers, or every difference between them and the
 * catalogue. Runs on the thread that starts a process.
 */
@NullMarked
package dev.sluice.schemas.topic;

import org.jspecify.annotations.NullMarked;
