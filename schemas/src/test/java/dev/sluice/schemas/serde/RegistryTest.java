package dev.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.records.Result;
import dev.sluice.records.Submission;
import dev.sluice.schemas.testing.TestRegistry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {

  private static final Submission TASK =
      Submission.newBuilder().setBatchId("b").setTaskId("a").setType("echo").build();
  private static final String NOBODY = "http://127.0.0.1:1";

  private final TestRegistry registry;

  RegistryTest() throws IOException {
    registry = new TestRegistry();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void what_is_known_stays_known_while_the_registry_is_away() throws Exception {
    RecordCodec<Submission> codec = codec(Map.of());
    byte[] bytes = codec.encode("t", TASK);
    codec.decode("t", bytes);
    registry.close();
    assertThat(codec.decode("t", codec.encode("t", TASK))).isEqualTo(TASK);
    assertThatThrownBy(() -> codec.encode("other", TASK))
        .isInstanceOf(RegistryUnavailableException.class)
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining(registry.url());
  }

  @Test
  void only_an_id_of_which_nothing_is_known_has_to_be_asked_for() throws Exception {
    RecordCodec<Submission> codec = codec(Map.of());
    byte[] bytes = codec.encode("t", TASK);
    byte[] absent = {0, 0, 0, 0, 99, 1, 2};
    assertThat(codec.asksRegistry(bytes)).isTrue();
    assertThat(codec.asksRegistry(absent)).isTrue();
    codec.decode("t", bytes);
    assertThatThrownBy(() -> codec.decode("t", absent))
        .isInstanceOf(UndecodableRecordException.class);
    int requests = registry.requests().size();
    assertThat(codec.asksRegistry(bytes)).as("known").isFalse();
    assertThat(codec.asksRegistry(absent)).as("known to be none").isFalse();
    assertThat(codec.asksRegistry(new byte[] {0, 0})).as("cut off").isFalse();
    assertThat(codec.asksRegistry(new byte[0])).isFalse();
    byte[] single = RecordCodecs.of(Submission.class, Map.of()).encode("t", TASK);
    assertThat(codec.asksRegistry(single)).as("names its schema itself").isFalse();
    assertThat(RecordCodecs.of(Submission.class, Map.of()).asksRegistry(absent))
        .as("nobody to ask")
        .isFalse();
    assertThat(registry.requests()).hasSize(requests);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 408, 302})
  void a_registry_that_fails_is_never_taken_for_a_bad_record(int status) {
    byte[] bytes = codec(Map.of()).encode("t", TASK);
    registry.answer(status);
    assertThatThrownBy(() -> codec(Map.of()).decode("t", bytes))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining(Integer.toString(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void a_registry_that_lets_us_not_in_names_the_key_to_check(int status) {
    registry.answer(status);
    assertThatThrownBy(() -> codec(Map.of()).encode("t", TASK))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("basic.auth.user.info");
  }

  @Test
  void an_id_that_the_registry_does_not_know_is_a_bad_record_and_asked_for_once() {
    RecordCodec<Submission> codec = codec(Map.of());
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> codec.decode("t", new byte[] {0, 0, 0, 0, 99, 1, 2}))
          .isInstanceOf(UndecodableRecordException.class)
          .hasMessageContaining("99");
    }
    assertThat(registry.requests()).containsExactly("GET /schemas/ids/99");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "\"string\"",
        "{\"type\":\"record\",\"name\":\"Submission\",\"namespace\":\"evil\",\"fields\":[]}",
        "{\"type\":\"enum\",\"name\":\"Submission\",\"symbols\":[\"A\"]}"
      })
  void a_schema_that_is_not_of_our_name_is_never_used(String schema) {
    int id = registry.register("s", schema);
    assertThatThrownBy(() -> codec(Map.of()).decode("t", new byte[] {0, 0, 0, 0, (byte) id}))
        .isInstanceOf(UndecodableRecordException.class);
  }

  @Test
  void the_same_fields_under_a_foreign_name_are_a_foreign_record() {
    String foreign =
        RecordTypes.published(Submission.class)
            .toString()
            .replace("\"dev.sluice.records\"", "\"org.example\"");
    byte[] bytes = codec(Map.of()).encode("t", TASK);
    bytes[4] = (byte) registry.register("s", foreign);
    assertThatThrownBy(() -> codec(Map.of()).decode("t", bytes))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("org.example.Submission, not dev.sluice.records.Submission");
  }

  @Test
  void a_class_that_a_schema_names_is_never_loaded() throws Exception {
    String schema =
        RecordTypes.published(Submission.class)
            .toString()
            .replaceFirst(
                "\"type\":\"string\"",
                Matcher.quoteReplacement(
                    "\"type\":{\"type\":\"string\",\"java-class\":\"%s\"}"
                        .formatted(Trap.class.getName())));
    assertThat(schema).contains("java-class");
    int id = registry.register("s", schema);
    byte[] bytes = codec(Map.of()).encode("t", TASK);
    bytes[4] = (byte) id;
    assertThat(codec(Map.of()).decode("t", bytes)).isEqualTo(TASK);
    assertThat(sprung).isFalse();
  }

  private static volatile boolean sprung;

  /** Loading it is the attack. */
  static final class Trap {
    static {
      RegistryTest.sprung = true;
    }
  }

  @Test
  void a_field_that_a_newer_writer_added_is_left_out() throws Exception {
    String newer =
        RecordTypes.published(Submission.class)
            .toString()
            .replaceFirst(
                "\"fields\":\\[", "\"fields\":[{\"name\":\"new\",\"type\":\"int\",\"default\":0},");
    int id = registry.register("s", newer);
    byte[] old = codec(Map.of()).encode("t", TASK);
    byte[] bytes = new byte[old.length + 1];
    bytes[4] = (byte) id;
    bytes[5] = 42;
    System.arraycopy(old, 5, bytes, 6, old.length - 5);
    assertThat(codec(Map.of()).decode("t", bytes)).isEqualTo(TASK);
  }

  @Test
  void without_auto_register_a_schema_has_to_be_there() {
    RecordCodec<Submission> codec = codec(Map.of("auto.register.schemas", "false"));
    assertThatThrownBy(() -> codec.encode("t", TASK))
        .isInstanceOf(SerializationException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("t-value")
        .hasMessageContaining("auto.register.schemas=true");
    registry.register("t-value", RecordTypes.published(Submission.class).toString());
    assertThat(codec.encode("t", TASK)).startsWith(0, 0, 0, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 422})
  void a_refused_schema_is_no_outage(int status) {
    registry.answer(status);
    assertThatThrownBy(() -> codec(Map.of()).encode("t", TASK))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("refuses the schema under t-value");
  }

  @Test
  void the_next_address_is_asked_when_one_is_away() {
    RecordCodec<Submission> codec =
        codec(Map.of("schema.registry.url", NOBODY + ", " + registry.url() + "/"));
    assertThat(codec.encode("t", TASK)).startsWith(0);
    codec.encode("t2", TASK);
    assertThat(registry.requests()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "io.confluent.kafka.serializers.subject.TopicNameStrategy, t-value",
    "RecordNameStrategy, dev.sluice.records.Submission",
    "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy, t-dev.sluice.records.Submission"
  })
  void the_subject_follows_the_strategy(String strategy, String subject) {
    codec(Map.of("value.subject.name.strategy", strategy)).encode("t", TASK);
    assertThat(registry.requests()).containsExactly("POST /subjects/" + subject + "/versions");
  }

  @Test
  void user_and_password_are_sent_from_either_place() {
    codec(Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "me:pw"))
        .encode("t", TASK);
    codec(Map.of("schema.registry.url", registry.url().replace("//", "//me:pw@")))
        .encode("t", TASK);
    assertThat(registry.requests())
        .hasSize(2)
        .allMatch(request -> request.endsWith("Basic bWU6cHc="));
  }

  @ParameterizedTest
  @CsvSource({
    "schema.registry.url, registry:8081",
    "schema.registry.url, ftp://x",
    "basic.auth.credentials.source, USER_INFO",
    "value.subject.name.strategy, MyStrategy",
    "auto.register.schemas, maybe",
    "http.read.timeout.ms, 10s"
  })
  void a_property_that_can_not_be_used_is_named(String key, String value) {
    assertThatThrownBy(() -> codec(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key);
  }

  @Test
  void codecs_of_one_process_share_what_they_know() throws Exception {
    RecordCodecs codecs = new RecordCodecs(Map.of("schema.registry.url", registry.url()));
    byte[] bytes = codecs.codec(Submission.class).encode("t", TASK);
    codecs.codec(Submission.class).decode("t", bytes);
    assertThatThrownBy(() -> codecs.codec(Result.class).decode("t", bytes))
        .isInstanceOf(UndecodableRecordException.class);
    assertThat(registry.requests()).hasSize(2);
  }

  private RecordCodec<Submission> codec(Map<String, String> more) {
    Map<String, String> config = new HashMap<>(Map.of("schema.registry.url", registry.url()));
    config.putAll(more);
    return RecordCodecs.of(Submission.class, config);
  }
}
