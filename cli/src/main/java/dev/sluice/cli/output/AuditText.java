package dev.sluice.cli.output;

import dev.sluice.client.audit.Audit;
import dev.sluice.client.audit.Audit.Verdict;
import dev.sluice.results.export.Row;
import dev.sluice.results.export.RowWriter;
import dev.sluice.results.text.Counted;
import dev.sluice.results.text.Plain;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** An audit as people and as programs read it. */
public final class AuditText {

  private AuditText() {}

  /** Writes it: for people, as one object, or as one row a guarantee. */
  public static void write(Audit audit, OutputFormat format, PrintStream out) throws IOException {
    switch (format) {
      case TABLE -> audit.verdicts().forEach(verdict -> print(verdict, out));
      case JSON, YAML -> Output.one(format, out, row(audit));
      case JSONL, CSV -> {
        try (RowWriter rows = Output.rows(format, out)) {
          for (Verdict verdict : audit.verdicts()) {
            rows.write(row(verdict, format == OutputFormat.CSV));
          }
        }
      }
    }
  }

  private static void print(Verdict verdict, PrintStream out) {
    out.printf("%-8s  %-26s  %s%n", word(verdict), verdict.guarantee(), line(verdict));
    verdict.examples().forEach(example -> out.println("            " + Plain.text(example)));
    if (verdict.breaches() > verdict.examples().size()) {
      out.println("            and " + (verdict.breaches() - verdict.examples().size()) + " more");
    }
  }

  private static String word(Verdict verdict) {
    return switch (verdict.standing()) {
      case HELD -> "held";
      case BROKEN -> "BROKEN";
      case UNSEEN -> "not seen";
    };
  }

  private static String line(Verdict verdict) {
    return switch (verdict.standing()) {
      case HELD -> verdict.promise();
      case BROKEN -> Counted.of(verdict.breaches(), "time") + ": " + verdict.promise();
      case UNSEEN -> Plain.text(String.join("; ", verdict.unseen()));
    };
  }

  private static Row row(Audit audit) {
    return new Row()
        .with("batchId", audit.batchId())
        .with("status", audit.status())
        .with("tasks", audit.tasks())
        .with("held", audit.held())
        .with("broken", audit.broken())
        .with("guarantees", audit.verdicts().stream().map(each -> row(each, false)).toList())
        .with("notes", audit.notes());
  }

  private static Row row(Verdict verdict, boolean flat) {
    return new Row()
        .with("guarantee", verdict.guarantee())
        .with("standing", verdict.standing().name().toLowerCase(Locale.ROOT))
        .with("promise", verdict.promise())
        .with("checked", verdict.checked())
        .with("breaches", verdict.breaches())
        .with("examples", flat ? joined(verdict.examples()) : verdict.examples())
        .with("unseen", flat ? joined(verdict.unseen()) : verdict.unseen());
  }

  private static String joined(List<String> texts) {
    return String.join("; ", texts);
  }
}
