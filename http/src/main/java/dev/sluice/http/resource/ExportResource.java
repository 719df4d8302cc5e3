package dev.sluice.http.resource;

import dev.sluice.client.BatchSummary;
import dev.sluice.http.page.Params;
import dev.sluice.http.source.Backend;
import dev.sluice.http.source.BatchLife;
import dev.sluice.http.source.ResultReading;
import dev.sluice.records.Result;
import dev.sluice.results.export.CsvText;
import dev.sluice.results.export.ExportFormat;
import dev.sluice.results.export.ResultExport;
import io.javalin.http.Context;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All results of a batch as a file, streamed while they are read. */
public final class ExportResource {

  private final Supplier<Backend> backend;
  private final LongReads reads;

  public ExportResource(Supplier<Backend> backend, LongReads reads) {
    this.backend = backend;
    this.reads = reads;
  }

  /** Results so far, in the order in which they were recorded. */
  public void export(Context request) {
    Params params = Params.of(request, ResultFilter.and("format", "raw"));
    String batchId = params.batchId();
    ExportFormat format =
        Formats.chosen(params.text("format"), ExportFormat.class, ExportFormat.JSONL);
    var export = new ResultExport(format, text(params, format));
    Predicate<Result> which = ResultFilter.of(params);
    try (var turn = reads.begin()) {
      BatchSummary batch = backend.get().summary(batchId);
      try (ResultReading reading = backend.get().results().read(BatchLife.of(batch), which)) {
        Download.name(request.res(), batchId, "results", format.toString());
        request.res().setHeader("Sluice-Batch-Status", batch.status().name());
        Download.stream(request, type(format), out -> export.write(reading.results(), out));
      }
    }
  }

  private static CsvText text(Params params, ExportFormat format) {
    boolean raw = raw(params.text("raw"));
    if (raw && format != ExportFormat.CSV) {
      throw Params.invalid("'raw' is for CSV; " + format + " has all text as it is");
    }
    return raw ? CsvText.RAW : CsvText.SAFE;
  }

  private static boolean raw(@Nullable String text) {
    return switch (text) {
      case null -> false;
      case "false" -> false;
      case "true" -> true;
      default -> throw Params.invalid("'raw' is true or false");
    };
  }

  private static String type(ExportFormat format) {
    return switch (format) {
      case JSON -> "application/json";
      case JSONL -> "application/jsonl";
      case CSV -> "text/csv;charset=utf-8;header=present";
    };
  }
}
