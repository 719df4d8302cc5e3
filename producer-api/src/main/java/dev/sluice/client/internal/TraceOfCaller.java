package dev.sluice.client.internal;

import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * In which trace the caller is, as headers for what it submits. OpenTelemetry is used where the
 * application has it on its class path; nothing here needs it.
 */
interface TraceOfCaller {

  /** No trace. */
  TraceOfCaller NONE = List::of;

  /** Headers of the trace that is current on this thread; none without one. */
  List<Header> headers();

  /** The application's OpenTelemetry, or {@link #NONE}. */
  static TraceOfCaller found() {
    try {
      Class<?> unused =
          Class.forName(
              "io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator",
              false,
              TraceOfCaller.class.getClassLoader());
      return new OpenTelemetryTrace();
    } catch (ClassNotFoundException e) {
      return NONE;
    }
  }
}
