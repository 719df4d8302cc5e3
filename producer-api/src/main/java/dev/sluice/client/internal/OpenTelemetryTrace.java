package dev.sluice.client.internal;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** The only class that needs OpenTelemetry's API: loaded where that is there. */
final class OpenTelemetryTrace implements TraceOfCaller {

  @Override
  public List<Header> headers() {
    List<Header> headers = new ArrayList<>();
    W3CTraceContextPropagator.getInstance().inject(Context.current(), headers, Add.AS_HEADER);
    return headers;
  }

  private enum Add implements TextMapSetter<List<Header>> {
    AS_HEADER;

    @Override
    public void set(@Nullable List<Header> carrier, String key, String value) {
      if (carrier != null) {
        carrier.add(new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }
}
