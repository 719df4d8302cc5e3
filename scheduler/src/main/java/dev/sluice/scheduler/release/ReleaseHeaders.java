package dev.sluice.scheduler.release;

import dev.sluice.core.ledger.Effect.ReleaseTask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * What is beside a release in its record: {@code sluice-release}, round and release number as
 * {@code 1/3}, so that a worker can report a release that it can't decode; and the W3C trace
 * context that the task was submitted with.
 */
final class ReleaseHeaders {

  private static final String RELEASE = "sluice-release";
  private static final String TRACE_PARENT = "traceparent";
  private static final String TRACE_STATE = "tracestate";

  private ReleaseHeaders() {}

  static List<Header> of(ReleaseTask release) {
    Header number = header(RELEASE, release.round() + "/" + release.releaseNumber());
    Map<String, String> ofTask = release.task().headers();
    if (!ofTask.containsKey(TRACE_PARENT)) {
      return List.of(number); // a state means nothing without its parent
    }
    List<Header> headers = new ArrayList<>(3);
    headers.add(number);
    headers.add(header(TRACE_PARENT, ofTask.get(TRACE_PARENT)));
    if (ofTask.containsKey(TRACE_STATE)) {
      headers.add(header(TRACE_STATE, ofTask.get(TRACE_STATE)));
    }
    return headers;
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
