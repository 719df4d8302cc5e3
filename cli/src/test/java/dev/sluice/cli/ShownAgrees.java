package dev.sluice.cli;

import static dev.sluice.cli.CountedByHand.longest;
import static dev.sluice.cli.CountedByHand.percentile;
import static dev.sluice.cli.CountedByHand.runs;
import static dev.sluice.cli.CountedByHand.text;
import static dev.sluice.cli.CountedByHand.waits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;

/** Compares tables for people and for spreadsheets with a count by hand. */
record ShownAgrees(CountedByHand hand) {

  private static final double THREE_DIGITS = 0.005;

  /** What each table of parts is called in text, and its section of the page. */
  private static final Map<String, List<String>> TABLES =
      Map.of(
          "byType", List.of("by type", "types"),
          "byGroup", List.of("by group", "groups"),
          "byPriority", List.of("by priority", "priorities"),
          "byWorker", List.of("by worker", "workers"));

  /**
   * Rows of comma-separated values, the fields of results in any order.
   *
   * @param beforeFormula what stands before text that begins with {@code @}
   */
  void csv(String csv, String beforeFormula) {
    List<List<String>> rows = ShownTables.ofCsv(csv);
    List<String> header = rows.getFirst();
    Map<String, List<String>> byId = new TreeMap<>();
    rows.stream().skip(1).forEach(row -> byId.put(row.getFirst(), row));
    assertThat(rows).hasSize((int) hand.total() + 1);
    for (GenericRecord result : hand.results()) {
      JsonNode expected = AgreesWithHand.row(result);
      List<String> row = byId.get(text(result, "taskId"));
      assertThat(header).hasSameSizeAs(row).containsExactlyInAnyOrderElementsOf(names(expected));
      for (int i = 0; i < header.size(); i++) {
        assertThat(row.get(i))
            .as("%s of %s", header.get(i), row.getFirst())
            .isEqualTo(cell(header.get(i), expected.path(header.get(i)), beforeFormula));
      }
    }
  }

  private static List<String> names(JsonNode row) {
    return row.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static String cell(String name, JsonNode field, String beforeFormula) {
    if (field.isNull()) {
      return "";
    }
    if (name.equals("error")) {
      JsonNode message = field.path("message");
      return field.path("type").asText() + (message.isNull() ? "" : ": " + message.asText());
    }
    if (name.equals("output") || !field.isTextual()) {
      return field.toString(); // all outputs are JSON here
    }
    return (field.asText().startsWith("@") ? beforeFormula : "") + field.asText();
  }

  /** The tables of a report as text. */
  void inText(String report, Map<String, Function<GenericRecord, String>> parts) {
    TABLES.forEach((part, title) ->
        parts(ShownTables.ofText(report, title.getFirst()), hand.by(parts.get(part))));
    errors(ShownTables.ofText(report, "errors"));
  }

  /** The tables of a report as a page. */
  void onPage(String report, Map<String, Function<GenericRecord, String>> parts) {
    TABLES.forEach((part, title) ->
        parts(ShownTables.ofPage(report, title.getLast()), hand.by(parts.get(part))));
    errors(ShownTables.ofPage(report, "errors"));
  }

  private void errors(List<List<String>> rows) {
    assertThat(
            rows.stream()
                .map(row -> Long.parseLong(row.getFirst().replaceAll(" x .*", "")))
                .sorted())
        .containsExactlyElementsOf(hand.errors().values().stream().sorted().toList());
  }

  private static void parts(List<List<String>> rows, Map<String, List<GenericRecord>> expected) {
    assertThat(rows).hasSameSizeAs(expected.keySet());
    for (List<String> row : rows) {
      List<GenericRecord> of = expected.get(row.getFirst());
      long failures =
          of.stream()
              .filter(
                  one -> List.of("FAILED", "TIMED_OUT", "REJECTED").contains(text(one, "status")))
              .count();
      assertThat(Long.parseLong(row.get(1))).as("tasks of %s", row).isEqualTo(of.size());
      assertThat(Long.parseLong(row.get(2))).as("failed of %s", row).isEqualTo(failures);
      span(row.get(3), percentile(waits(of), 95));
      span(row.get(4), percentile(runs(of), 50));
      span(row.get(5), percentile(runs(of), 95));
      span(row.get(6), percentile(runs(of), 99));
      span(row.get(7), longest(runs(of)));
    }
  }

  private static void span(String shown, long micros) {
    assertThat(ShownTables.micros(shown))
        .isCloseTo(micros, within(1 + micros * (AgreesWithHand.PRECISION + THREE_DIGITS)));
  }
}
