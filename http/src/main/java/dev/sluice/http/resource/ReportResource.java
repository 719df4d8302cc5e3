package dev.sluice.http.resource;

import dev.sluice.client.BatchSummary;
import dev.sluice.http.page.Params;
import dev.sluice.http.source.Backend;
import dev.sluice.http.source.BatchLife;
import dev.sluice.http.source.ResultReading;
import dev.sluice.results.report.Heading;
import dev.sluice.results.report.Report;
import dev.sluice.results.report.ReportFormat;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a batch was like. Its size is bounded, so it leaves in one piece. */
public final class ReportResource {

  private static final int MOST_TOP = 1000;

  private final Supplier<Backend> backend;
  private final LongReads reads;

  public ReportResource(Supplier<Backend> backend, LongReads reads) {
    this.backend = backend;
    this.reads = reads;
  }

  /** The forms of a report. */
  private enum Form {
    TEXT(ReportFormat.TABLE, "text/plain;charset=utf-8"),
    JSON(ReportFormat.JSON, "application/json"),
    HTML(ReportFormat.HTML, "text/html;charset=utf-8");

    private final ReportFormat format;
    private final String type;

    Form(ReportFormat format, String type) {
      this.format = format;
      this.type = type;
    }
  }

  /** A report of a batch, so far if it has not ended. A page of HTML is to be kept, not shown. */
  public void report(Context request) throws IOException {
    Params params = Params.of(request, "format", "top");
    String batchId = params.batchId();
    Form form = Formats.chosen(params.text("format"), Form.class, Form.JSON);
    int top = top(params.text("top"));
    var written = new ByteArrayOutputStream();
    try (var turn = reads.begin()) {
      BatchSummary batch = backend.get().summary(batchId);
      try (ResultReading reading =
          backend.get().results().read(BatchLife.of(batch), result -> true)) {
        form.format.write(Report.of(Heading.of(batch), reading.results(), top), written);
      }
    }
    if (form == Form.HTML) {
      Download.name(request.res(), batchId, "report", "html");
    }
    request.contentType(form.type).result(written.toByteArray());
  }

  private static int top(@Nullable String text) {
    try {
      int top = text == null ? Report.DEFAULT_TOP : Integer.parseInt(text);
      if (top >= 1 && top <= MOST_TOP) {
        return top;
      }
    } catch (NumberFormatException e) {
      // told below, like a number out of range
    }
    throw Params.invalid("'top' is a number from 1 to " + MOST_TOP);
  }
}
