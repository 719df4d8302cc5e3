/**
 * The report stage: bytes of the report topic come in, {@code TaskReported} events go out, with the
 * tasks that the reported one adds to its batch. The scheduler's own doubts about leases go out and
 * come in here too. Runs on the stream threads.
 */
@NullMarked
package dev.sluice.scheduler.report;

import org.jspecify.annotations.NullMarked;
