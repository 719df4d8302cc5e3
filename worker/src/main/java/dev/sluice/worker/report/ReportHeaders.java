package dev.sluice.worker.report;

import dev.sluice.core.task.TraceHeaders;
import dev.sluice.records.Release;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** What is beside a report in its record: the trace in which its task was submitted. */
final class ReportHeaders {

  private ReportHeaders() {}

  static List<Header> of(Release release) {
    return TraceHeaders.of(release.getHeaders()).entrySet().stream()
        .<Header>map(each ->
            new RecordHeader(each.getKey(), each.getValue().getBytes(StandardCharsets.UTF_8)))
        .toList();
  }
}
