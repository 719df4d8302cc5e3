/**
 * What is read first: records of all source topics come in from the brokers, and go on in the order
 * of their urgency while more of them are fetched than a poll gives. Runs on the stream threads.
 */
@NullMarked
package dev.sluice.scheduler.intake;

import org.jspecify.annotations.NullMarked;
