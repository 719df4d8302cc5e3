package dev.sluice.cli;

import static dev.sluice.cli.CountedByHand.longest;
import static dev.sluice.cli.CountedByHand.number;
import static dev.sluice.cli.CountedByHand.percentile;
import static dev.sluice.cli.CountedByHand.runs;
import static dev.sluice.cli.CountedByHand.text;
import static dev.sluice.cli.CountedByHand.waits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;

/** Compares what a view says of a batch, field by field, with a count by hand. */
final class AgreesWithHand {

  /** What an HdrHistogram of two significant digits promises. */
  static final double PRECISION = 0.01;

  private static final double ROUNDED = 0.00051;
  private static final double MICROS = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CountedByHand hand;
  private final long openedAt;
  private final long finishedAt;

  /**
   * @param openedAt by the commands, in microseconds like the other one
   */
  AgreesWithHand(CountedByHand hand, long openedAt, long finishedAt) {
    this.hand = hand;
    this.openedAt = openedAt;
    this.finishedAt = finishedAt;
  }

  CountedByHand hand() {
    return hand;
  }

  long wallMicros() {
    return finishedAt - openedAt;
  }

  long openedAt() {
    return openedAt;
  }

  long finishedAt() {
    return finishedAt;
  }

  /** Tasks that ran by second. */
  double throughput() {
    return runs(hand.results()).length * 1e6 / wallMicros();
  }

  /**
   * The object that {@code run -o json} prints.
   *
   * @param longestOf whose longest durations it tells
   */
  void figures(JsonNode view, Collection<GenericRecord> longestOf) {
    counts(view, hand.results());
    assertThat(view.path("retried").asLong(-1)).isEqualTo(hand.retried());
    rates(view, longestOf);
  }

  /** Like {@link #figures}, without the counts. */
  void rates(JsonNode view, Collection<GenericRecord> longestOf) {
    assertThat(view.path("durationMs").asLong(-1)).isEqualTo(wallMicros() / 1000);
    near(view.path("successRate"), hand.successRate());
    near(view.path("throughputPerSecond"), throughput());
    spread(view.path("queueMs"), waits(hand.results()), longest(waits(longestOf)), MICROS);
    spread(view.path("runMs"), runs(hand.results()), longest(runs(longestOf)), MICROS);
    assertThat(view.path("cached").asLong(-1)).isZero();
  }

  private static void near(JsonNode shown, double exact) {
    assertThat(shown.isNumber()).isTrue();
    assertThat(shown.asDouble()).isCloseTo(exact, within(ROUNDED));
  }

  /** Counts under the names of JSON. */
  static void counts(JsonNode view, Collection<GenericRecord> of) {
    Map<String, Long> expected = new TreeMap<>();
    Map<String, Long> shown = new TreeMap<>();
    CountedByHand.ENDS.forEach((end, name) -> {
      expected.put(name, of.stream().filter(one -> text(one, "status").equals(end)).count());
      shown.put(name, view.path(name).asLong(-1));
    });
    expected.put("total", (long) of.size());
    shown.put("total", view.path("total").asLong(-1));
    assertThat(shown).isEqualTo(expected);
  }

  /**
   * The quantiles of durations.
   *
   * @param micros in the unit of the view
   */
  static void spread(JsonNode view, long[] sorted, long longest, double micros) {
    for (int percentage : new int[] {50, 95, 99}) {
      double exact = percentile(sorted, percentage);
      assertThat(view.path("p" + percentage).asDouble(-1) * micros)
          .as("%d%% of %d in %s", percentage, sorted.length, view)
          .isCloseTo(exact, within(1 + exact * PRECISION));
    }
    assertThat(view.path("max").asDouble(-1) * micros).isCloseTo(longest, within(0.5));
  }

  /**
   * Counts by a name: as a list of objects with a {@code name}, or as an object of objects.
   *
   * @param longestOf whose longest durations it tells
   */
  void parts(
      JsonNode view, Function<GenericRecord, String> name, Collection<GenericRecord> longestOf) {
    Map<String, List<GenericRecord>> expected = hand.by(name);
    Map<String, JsonNode> shown = byName(view);
    assertThat(shown.keySet()).isEqualTo(expected.keySet());
    expected.forEach((key, of) -> {
      JsonNode part = shown.get(key);
      counts(part, of);
      if (part.hasNonNull("runMs")) {
        List<GenericRecord> ever =
            longestOf.stream().filter(one -> key.equals(name.apply(one))).toList();
        spread(part.path("queueMs"), waits(of), longest(waits(ever)), MICROS);
        spread(part.path("runMs"), runs(of), longest(runs(ever)), MICROS);
      }
    });
  }

  private static Map<String, JsonNode> byName(JsonNode view) {
    Map<String, JsonNode> byName = new TreeMap<>();
    if (view.isArray()) {
      view.forEach(part -> byName.put(part.path("name").asText(), part));
    } else {
      view.properties().forEach(part -> byName.put(part.getKey(), part.getValue()));
    }
    return byName;
  }

  /** Groups of errors. */
  void errors(JsonNode view) {
    Map<String, Long> shown = new TreeMap<>();
    for (JsonNode group : view) {
      String kind =
          CountedByHand.kind(group.path("type").asText(), group.path("message").asText(""));
      assertThat(shown.put(kind, group.path("count").asLong())).as("twice: " + kind).isNull();
      assertThat(
              hand.by(result -> text(result, "taskId"))
                  .get(group.path("exampleTaskId").asText())
                  .getFirst()
                  .get("error"))
          .as("the error of the example of %s", group)
          .isNotNull();
    }
    assertThat(shown).isEqualTo(hand.errors());
  }

  /** One row a task, with the fields of a results file. */
  void rows(List<JsonNode> view) {
    Map<String, JsonNode> shown = new TreeMap<>();
    view.forEach(row ->
        assertThat(shown.put(row.path("taskId").asText(), row)).as("twice: " + row).isNull());
    Map<String, JsonNode> expected = new TreeMap<>();
    hand.results().forEach(result -> expected.put(text(result, "taskId"), row(result)));
    assertThat(shown.keySet()).isEqualTo(expected.keySet());
    expected.forEach((id, row) ->
        row.properties()
            .forEach(field ->
                assertThat(shown.get(id).get(field.getKey()))
                    .as("%s of %s", field.getKey(), id)
                    .isEqualTo(field.getValue())));
  }

  /** A result as a row. */
  static JsonNode row(GenericRecord result) {
    ObjectNode row = JSON.createObjectNode();
    for (String field :
        List.of("taskId", "status", "reason", "worker", "type", "group", "cachedFrom")) {
      row.put(field, text(result, field));
    }
    row.put("priority", text(result, "priority").toLowerCase(Locale.ROOT));
    for (String field : List.of("attempts", "queuedAt", "releasedAt", "startedAt", "finishedAt")) {
      row.put(field, number(result, field));
    }
    row.set("output", output(result));
    GenericRecord error = (GenericRecord) result.get("error");
    if (error == null) {
      row.putNull("error");
    } else {
      row.putObject("error")
          .put("type", text(error, "type"))
          .put("message", text(error, "message"))
          .put("retryable", (Boolean) error.get("retryable"));
    }
    return read(row.toString()); // numbers are as wide as they have to be then
  }

  private static JsonNode output(GenericRecord result) {
    ByteBuffer bytes = (ByteBuffer) result.get("output");
    if (bytes == null || !bytes.hasRemaining()) {
      return JSON.nullNode();
    }
    String output = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    return text(result, "outputContentType").startsWith("application/json")
        ? read(output)
        : JSON.getNodeFactory().textNode(output);
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }
}
