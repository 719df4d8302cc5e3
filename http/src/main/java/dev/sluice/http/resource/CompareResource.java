package dev.sluice.http.resource;

import dev.sluice.client.BatchSummary;
import dev.sluice.core.limits.Ids;
import dev.sluice.http.page.Params;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.source.Backend;
import dev.sluice.http.source.BatchLife;
import dev.sluice.http.source.ResultReading;
import dev.sluice.results.compare.Comparison;
import dev.sluice.results.compare.ComparisonRow;
import dev.sluice.results.compare.ComparisonText;
import dev.sluice.results.compare.Condition;
import dev.sluice.results.export.ExportFormat;
import dev.sluice.results.export.RowWriter;
import dev.sluice.results.report.Heading;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** One batch held against another, with a verdict for builds. */
public final class CompareResource {

  private static final int MOST_CONDITIONS = 20;

  private final Supplier<Backend> backend;
  private final LongReads reads;

  public CompareResource(Supplier<Backend> backend, LongReads reads) {
    this.backend = backend;
    this.reads = reads;
  }

  private enum Form {
    JSON,
    TEXT
  }

  /** Batch B held against batch A. */
  public void compare(Context request) throws IOException {
    Params params = Params.of(request, "a", "b", "failIf", "format");
    String a = batchId(params, "a");
    String b = batchId(params, "b");
    List<Condition> conditions = conditions(request.queryParams("failIf"));
    Form form = Formats.chosen(params.text("format"), Form.class, Form.JSON);
    byte[] written = written(compared(a, b, conditions), form);
    request
        .contentType(form == Form.JSON ? "application/json" : "text/plain;charset=utf-8")
        .result(written);
  }

  private static String batchId(Params params, String name) {
    String id = params.text(name);
    if (id == null) {
      throw Params.invalid("'" + name + "' is missing; give the id of a batch");
    }
    if (!Ids.validBatchId(id)) {
      throw Problem.of(
              ProblemCode.INVALID_ID, "'" + name + "': a batch id is [A-Za-z0-9._:-]{1,200}")
          .exception();
    }
    return id;
  }

  private static List<Condition> conditions(List<String> texts) {
    if (texts.size() > MOST_CONDITIONS) {
      throw Params.invalid("'failIf' stands more than " + MOST_CONDITIONS + " times");
    }
    return texts.stream().map(CompareResource::condition).toList();
  }

  private static Condition condition(String text) {
    if (text.contains(" ")) { // what a + becomes, and without it a condition says something else
      throw Params.invalid("'failIf' has a space; write + as %2B and % as %25, and no spaces");
    }
    try {
      return Condition.parse(text);
    } catch (IllegalArgumentException e) {
      throw Params.invalid("'failIf': " + e.getMessage());
    }
  }

  private Comparison compared(String a, String b, List<Condition> conditions) {
    try (var turn = reads.begin()) {
      BatchSummary before = backend.get().standing(a);
      BatchSummary now = backend.get().standing(b);
      try (ResultReading resultsOfA = read(before);
          ResultReading resultsOfB = read(now)) {
        return Comparison.of(
            Heading.of(before),
            resultsOfA.results(),
            Heading.of(now),
            resultsOfB.results(),
            conditions);
      }
    }
  }

  private ResultReading read(BatchSummary batch) {
    return backend.get().results().read(BatchLife.of(batch), result -> true);
  }

  private static byte[] written(Comparison comparison, Form form) throws IOException {
    var out = new ByteArrayOutputStream();
    switch (form) {
      case JSON -> {
        try (RowWriter rows = ExportFormat.JSON.alone(out)) {
          rows.write(ComparisonRow.of(comparison));
        }
      }
      case TEXT -> {
        var text = new PrintStream(out, false, StandardCharsets.UTF_8);
        ComparisonText.print(comparison, text);
        text.flush();
      }
    }
    return out.toByteArray();
  }
}
