package dev.sluice.results.compare;

import dev.sluice.results.export.Row;
import dev.sluice.results.report.Part;
import dev.sluice.results.report.ReportRow;
import java.util.Arrays;
import java.util.List;

/** A comparison as one row for programs; durations in milliseconds. */
public final class ComparisonRow {

  private ComparisonRow() {}

  /** All of the comparison. */
  public static Row of(Comparison comparison) {
    return new Row()
        .with("a", comparison.a().heading().batchId())
        .with("b", comparison.b().heading().batchId())
        .with("statusA", comparison.a().heading().status().name())
        .with("statusB", comparison.b().heading().status().name())
        .with("metrics", metrics(comparison))
        .with("byType", types(comparison))
        .with("newFailures", tasks(comparison.newFailures()))
        .with("fixed", tasks(comparison.fixed()))
        .with("fails", comparison.fails())
        .with("conditions", comparison.checks().stream().map(ComparisonRow::check).toList());
  }

  private static List<Row> metrics(Comparison comparison) {
    return Arrays.stream(Metric.values())
        .map(metric ->
            values(
                new Row().with("metric", metric.word()),
                metric.of(comparison.a()),
                metric.of(comparison.b())))
        .toList();
  }

  private static Row values(Row row, double a, double b) {
    number(row, "a", a);
    number(row, "b", b);
    number(row, "change", b - a);
    return number(row, "changePercent", Condition.percent(a, b));
  }

  /** Null where there is none. */
  private static Row number(Row row, String name, double value) {
    return Double.isFinite(value) ? row.withRounded(name, value) : row.with(name, null);
  }

  private static List<Row> types(Comparison comparison) {
    return TypeChange.of(comparison.a(), comparison.b()).stream()
        .map(type ->
            new Row().with("name", type.name()).with("a", part(type.a())).with("b", part(type.b())))
        .toList();
  }

  private static Row part(Part part) {
    return new Row()
        .with("total", part.counts().total())
        .with("failed", part.failures())
        .with("runMs", ReportRow.quantiles(part.runTime()));
  }

  private static Row tasks(TaskList tasks) {
    return new Row()
        .with("count", tasks.count())
        .with("complete", tasks.complete())
        .with("first", tasks.first());
  }

  private static Row check(Comparison.Check check) {
    return values(
        new Row()
            .with("condition", check.condition().text())
            .with("metric", check.condition().metric().word())
            .with("holds", check.holds())
            .with("unknown", check.unknown()),
        check.a(),
        check.b());
  }
}
