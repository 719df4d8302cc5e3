package dev.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.SluiceRecord;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaEvolutionTest {

  private static final String BEFORE =
      """
      {"type": "record", "name": "Task", "namespace": "dev.sluice.records", "fields": [
        {"name": "id", "type": "string"},
        {"name": "note", "type": "string", "default": ""},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "until", "type": "long", "doc": "microseconds since the epoch"},
        {"name": "state", "type":
          {"type": "enum", "name": "State", "symbols": ["ON", "OFF"], "default": "OFF"}},
        {"name": "error", "type": ["null", {"type": "record", "name": "Fault", "fields": [
          {"name": "code", "type": "int"}]}]}]}
      """;

  static List<Class<? extends SluiceRecord>> types() {
    return RecordTypes.ALL;
  }

  @ParameterizedTest
  @MethodSource("types")
  void every_released_version_and_this_one_read_each_other(Class<? extends SluiceRecord> type) {
    Schema current = RecordTypes.published(type);
    for (Schema released : ReleasedSchemas.of(type)) {
      assertThat(SchemaEvolution.problems(released, current)).isEmpty();
    }
  }

  @Test
  void a_version_and_itself_are_no_problem() {
    assertThat(SchemaEvolution.problems(parse(BEFORE), parse(BEFORE))).isEmpty();
  }

  @Test
  void a_new_field_with_a_default_is_no_problem() {
    String after =
        BEFORE.replace(
            "{\"name\": \"id\",",
            "{\"name\": \"x\", \"type\": \"int\", \"default\": 1}, {\"name\": \"id\",");
    assertThat(after).isNotEqualTo(BEFORE);
    assertThat(SchemaEvolution.problems(parse(BEFORE), parse(after))).isEmpty();
  }

  @ParameterizedTest(name = "{2}: {0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"name\": \"Task\" | \"name\": \"Job\" | a renamed record",
        "\"name\": \"Fault\" | \"name\": \"Flaw\" | a renamed record inside",
        "dev.sluice.records | dev.sluice.other | another namespace",
        "timestamp-millis | timestamp-micros | another logical type",
        "microseconds since | milliseconds since | another unit",
        ", \"default\": \"OFF\" | `` | an enum without a default",
        "\"default\": \"OFF\" | \"default\": \"ON\" | another default of an enum",
        "\"ON\", \"OFF\" | \"OFF\" | a symbol less",
        "\"type\": \"string\", \"default\": \"\" | \"type\": \"string\" | a removed default",
        "\"default\": \"\" | \"default\": \"?\" | another default",
        "{\"name\": \"id\", \"type\": \"string\"}, | `` | a removed field",
        "\"id\", \"type\": \"string\" | \"id\", \"type\": \"int\" | another type",
        "\"code\", \"type\": \"int\" | \"code\", \"type\": \"long\" | a wider number",
        "\"name\": \"id\" | \"name\": \"ident\" | a renamed field",
        "[\"null\", { | [\"null\", \"int\", { | one more branch of a union"
      })
  void a_change_that_breaks_somebody_is_a_problem(String before, String after, String what) {
    String changed = BEFORE.replace(before, after == null ? "" : after);
    assertThat(changed).as("the change is one").isNotEqualTo(BEFORE);
    assertThat(SchemaEvolution.problems(parse(BEFORE), parse(changed))).as(what).isNotEmpty();
  }

  private static Schema parse(String text) {
    return new Schema.Parser().parse(text);
  }
}
