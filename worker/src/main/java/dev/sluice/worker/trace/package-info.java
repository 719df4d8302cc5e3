/**
 * Trace: the W3C trace context of a submission travels in the headers of the task; here each
 * attempt becomes a span of that trace, current while its handler runs. Uses the API of
 * OpenTelemetry only: without an SDK nothing is recorded, and the context is passed on all the
 * same.
 */
@NullMarked
package dev.sluice.worker.trace;

import org.jspecify.annotations.NullMarked;
