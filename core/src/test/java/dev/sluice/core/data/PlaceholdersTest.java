package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.sluice.core.task.Content;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {

  /** The document of RFC 6901, section 5. */
  private static final String RFC =
      """
      {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4,
       "i\\\\j": 5, "k\\"l": 6, " ": 7, "m~n": 8}\
      """;

  private static final int LIMIT = 100_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "/foo; [\"bar\",\"baz\"]",
        "/foo/0; bar",
        "/; 0",
        "/a~1b; 1",
        "/c%d; 2",
        "/e^f; 3",
        "/g|h; 4",
        "/i\\j; 5",
        "/k\"l; 6",
        "/m~0n; 8",
      })
  void pointersLeadWhereTheStandardSays(String pointer, String value) {
    assertThat(text("${a.output#" + pointer + "}", RFC)).isEqualTo(value);
  }

  @Test
  void theEmptyPointerIsTheWholeDocument() {
    assertThat(text("${a.output#}", " [1, {\"a b\" : \" \"} ]\n")).isEqualTo("[1,{\"a b\":\" \"}]");
    assertThat(text("${a.output}", " [1 ]\n")).isEqualTo(" [1 ]\n");
    assertThat(text("${a.output#}", "\"x\\ny\"")).isEqualTo("x\ny");
    assertThat(text("${a.output#}", "1.50")).isEqualTo("1.50");
  }

  @Test
  void scalarsStayAsTheyWereWritten() {
    String output = "{\"n\":[-0, 1.0e5, 1E400, 12345678901234567890123], \"t\":true, \"z\":null}";
    assertThat(text("${a.output#/n/0} ${a.output#/n/1} ${a.output#/n/2} ${a.output#/n/3}", output))
        .isEqualTo("-0 1.0e5 1E400 12345678901234567890123");
    assertThat(text("${a.output#/t} ${a.output#/z}", output)).isEqualTo("true null");
  }

  @Test
  void inJsonAPlaceholderStaysInsideItsString() {
    String output =
        "{\"n\":5,\"s\":\"say \\\"hi\\\"\\n\",\"o\":{\"k\" : [1]},\"half\":\"\\ud800\"}";
    assertThat(json("{\"x\":\"${a.output#/n}\"}", output)).isEqualTo("{\"x\":\"5\"}");
    assertThat(json("[\"${a.output#/s}\"]", output)).isEqualTo("[\"say \\\"hi\\\"\\n\"]");
    assertThat(json("[\"${a.output#/o}\"]", output)).isEqualTo("[\"{\\\"k\\\":[1]}\"]");
    assertThat(json("[\"${a.output#/half}\"]", output)).isEqualTo("[\"\\ud800\"]");
  }

  @Test
  void inJsonAPointerIsWrittenAsItsStringIs() {
    String output = "{\"k\\\"l\":1,\"}\":2,\"\u00fc\":3,\"a/b\":4,\"t\\t\":5}";
    assertThat(json("[\"${a.output#/k\\\"l}\"]", output)).isEqualTo("[\"1\"]");
    assertThat(json("[\"${a.output#/\\u007d}\"]", output)).isEqualTo("[\"2\"]");
    assertThat(json("[\"${a.output#/\\u00FC}\"]", output)).isEqualTo("[\"3\"]");
    assertThat(json("[\"${a.output#\\/a~1b}\"]", output)).isEqualTo("[\"4\"]");
    assertThat(json("[\"${a.output#/t\\t}\"]", output)).isEqualTo("[\"5\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\":\"${a.output#/n\",\"y\":\"}\"}",
        "[\"${a.output\"]}",
        "[\"${a.outputs}\"]",
        "[\"${.output}\"]",
        "[\"${output}\"]",
        "[\"${a b.output}\"]",
        "[\"${a.output#/n",
        "$",
        "${",
        "[\"${\u00e4.output#/n}\"]",
      })
  void whatOnlyLooksLikeAPlaceholderStays(String payload) {
    assertThat(json(payload, "{\"n\":1}")).isEqualTo(payload);
    assertThat(Placeholders.of(content(payload, Content.JSON)).tasks()).isEmpty();
  }

  @Test
  void twoDollarsEscape() {
    assertThat(text("$${a.output#/n} $$${a.output} $$ ${a.output#/n}", "{\"n\":1}"))
        .isEqualTo("${a.output#/n} $${a.output} $$ 1");
    assertThat(Placeholders.of(content("$${a.output}", "text/plain")).tasks()).isEmpty();
  }

  @Test
  void idsOfTasksMayContainTheWordOutput() {
    Map<String, String> outputs = Map.of("a.output", "1", "b/c.v2", "{\"n\":2}");
    assertThat(filled("${a.output.output} ${b/c.v2.output#/n}", "text/plain", outputs))
        .isEqualTo("1 2");
    String longest = "x".repeat(200);
    assertThat(Placeholders.of(content("${" + longest + ".output}", "text/plain")).tasks())
        .containsExactly(longest);
    assertThat(Placeholders.of(content("${x" + longest + ".output}", "text/plain")).tasks())
        .isEmpty();
  }

  @Test
  void bytesThatAreNoTextAreLeftAlone() {
    Content payload = content("${a.output#/n}", "application/octet-stream");
    assertThat(Placeholders.of(payload).tasks()).isEmpty();
    assertThat(Placeholders.of(payload).fill(LIMIT, task -> null))
        .isEqualTo(new Filling.Filled(payload, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "path; a JSON pointer begins with /",
        "/a~b; in a JSON pointer ~ is written ~0, and / in a key is written ~1",
        "/a~; in a JSON pointer ~ is written ~0, and / in a key is written ~1",
        "/a/-; - is the place after the end of an array, where no output has anything",
        "/-/a; - is the place after the end of an array, where no output has anything",
      })
  void aPointerThatIsNoneIsNamedWithItsPlace(String pointer, String flaw) {
    Content payload =
        content("{\"x\":\"${a.output#/ok}${a.output#" + pointer + "}\"}", Content.JSON);
    assertThat(Placeholders.of(payload).flaw())
        .isEqualTo("${a.output#" + pointer + "} at character 22 of the payload: " + flaw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/a~0~1", "/--", "/-1", "//", "/0/1"})
  void pointersOfTheStandardAreTaken(String pointer) {
    assertThat(Placeholders.of(content("${a.output#" + pointer + "}", "text/plain")).flaw())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"path\":1,\"size\":2}; has as its output an object with the keys path, size",
        "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,\"k\":[{}],\"l\":1};"
            + " has as its output an object with the keys a, b, c, d, e, f, g, h, i, j and 2 more",
        "{}; has as its output an object without keys",
        "{\"a\\nb\":1}; has as its output an object with the keys a?b",
        "[[1],{\"x\":2},3]; has as its output an array of 3",
        "\"x\"; has as its output a string",
        "-1; has as its output a number",
        "1.5; has as its output a number",
        "true; has as its output true",
        "null; has as its output null",
        "`  `; has as its output empty",
        "oops; has an output that is no JSON: line 1, column 1: Unrecognized token 'oops': was expecting"
            + " (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      })
  void whatIsNotFoundIsNamedWithWhatIsThere(String output, String there) {
    Filling filling = fill("${a.output#/no/0}", "text/plain", Map.of("a", output));
    assertThat(filling)
        .isEqualTo(new Filling.NotFound("${a.output#/no/0} leads to nothing: a " + there));
  }

  @Test
  void aTaskWithoutOutputHasNoPartsAndGivesTheEmptyText() {
    assertThat(fill("${a.output#/n}", "text/plain", Map.of()))
        .isEqualTo(new Filling.NotFound("${a.output#/n} leads to nothing: a has no output"));
    assertThat(filled("<${a.output}>", "text/plain", Map.of())).isEqualTo("<>");
  }

  @Test
  void anOutputThatIsTooDeepIsNotFoundInsteadOfFollowed() {
    String deep = "[".repeat(100_000);
    assertThat(fill("${a.output#" + "/0".repeat(2000) + "}", "text/plain", Map.of("a", deep)))
        .isInstanceOfSatisfying(
            Filling.NotFound.class,
            missing ->
                assertThat(missing.message()).contains("nesting depth").hasSizeLessThan(1000));
  }

  @Test
  void longNamesOfOthersAreCutInMessages() {
    String pointer = "/" + "\u202e" + "k".repeat(10_000);
    String output = "{\"" + "x".repeat(10_000) + "\":1}";
    assertThat(fill("${a.output#" + pointer + "}", "text/plain", Map.of("a", output)))
        .isInstanceOfSatisfying(
            Filling.NotFound.class,
            missing -> assertThat(missing.message()).hasSizeLessThan(400).contains("...", "/?kkk"));
  }

  @Test
  void whatGetsTooLongIsRefusedAndNotMade() {
    String output = "{\"x\":\"" + "x".repeat(50_000) + "\"}";
    assertThat(fill("${a.output#/x}".repeat(3), "text/plain", Map.of("a", output)))
        .isEqualTo(new Filling.TooLarge());
    assertThat(fill("${a.output#/x}".repeat(2), "text/plain", Map.of("a", output)))
        .isInstanceOf(Filling.Filled.class);
  }

  @Test
  void containersInsideEachOtherCostNothingUntilTheyAreUsed() {
    int depth = 900;
    String output = "[".repeat(depth) + "\"" + "x".repeat(200_000) + "\"" + "]".repeat(depth);
    String payload =
        IntStream.range(0, depth)
            .mapToObj(i -> "${a.output#" + "/0".repeat(i) + "}")
            .collect(Collectors.joining());
    assertThat(fill(payload, "text/plain", Map.of("a", output))).isEqualTo(new Filling.TooLarge());
  }

  @Test
  void anOutputIsReadOnceForAllThatIsAskedOfIt() {
    int parts = 20_000;
    String output =
        IntStream.range(0, parts)
            .mapToObj(i -> "\"" + i + "\"")
            .collect(Collectors.joining(",", "[", "]"));
    String payload =
        IntStream.range(0, parts)
            .mapToObj(i -> "${a.output#/" + i + "}")
            .collect(Collectors.joining(","));
    Map<String, Integer> asked = new HashMap<>();

    Filling filling =
        assertTimeout(
            Duration.ofSeconds(10),
            () ->
                Placeholders.of(content(payload + "${a.output}", "text/plain"))
                    .fill(
                        1 << 22,
                        task -> {
                          asked.merge(task, 1, Integer::sum);
                          return content(output, Content.JSON);
                        }));

    assertThat(asked).containsExactly(Map.entry("a", 1));
    assertThat(filling)
        .isInstanceOfSatisfying(
            Filling.Filled.class, filled -> assertThat(filled.read()).isEqualTo(output.length()));
  }

  @Test
  void anOutputIsReadNoFurtherThanNeeded() {
    assertThat(text("${a.output#/n}", "{\"n\":1, and then nothing that is JSON")).isEqualTo("1");
  }

  private static String json(String payload, String output) {
    return filled(payload, Content.JSON, Map.of("a", output));
  }

  private static String text(String payload, String output) {
    return filled(payload, "text/plain", Map.of("a", output));
  }

  private static String filled(String payload, String type, Map<String, String> outputs) {
    Filling filling = fill(payload, type, outputs);
    assertThat(filling).isInstanceOf(Filling.Filled.class);
    return new String(((Filling.Filled) filling).content().bytes(), StandardCharsets.UTF_8);
  }

  private static Filling fill(String payload, String type, Map<String, String> outputs) {
    return Placeholders.of(content(payload, type))
        .fill(
            LIMIT,
            task -> {
              String output = outputs.get(task);
              return output == null ? null : content(output, Content.JSON);
            });
  }

  private static Content content(String text, String type) {
    return new Content(text.getBytes(StandardCharsets.UTF_8), type);
  }
}
