package dev.sluice.scheduler.wire;

import dev.sluice.core.task.TraceHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * W3C trace context in the headers of records. What has not its form is as if it were not there.
 */
public final class TraceInRecords {

  private TraceInRecords() {}

  /** The trace that a record belongs to; empty for none. */
  public static Map<String, String> read(Headers headers) {
    String parent = text(headers.lastHeader(TraceHeaders.PARENT));
    if (parent == null || !TraceHeaders.isParent(parent)) {
      return Map.of();
    }
    Map<String, String> trace = new TreeMap<>();
    trace.put(TraceHeaders.PARENT, parent);
    String state = text(headers.lastHeader(TraceHeaders.STATE));
    if (state != null && TraceHeaders.isState(state)) {
      trace.put(TraceHeaders.STATE, state);
    }
    return trace;
  }

  private static @Nullable String text(@Nullable Header header) {
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** Makes a record part of the trace of another one. */
  public static void carry(Headers from, Headers to) {
    read(from)
        .forEach((name, value) ->
            to.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8))));
  }
}
