package dev.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.records.Submission;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.testing.TestRegistry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Confluent's classes under their own name, as a user plugs them in: only a line in the properties
 * names them.
 */
@EnabledIf(
    value = "confluentIsThere",
    disabledReason = "run with -Pconfluent-peer for Confluent's classes under their own name")
class ConfluentPeerTest {

  private static final String PACKAGE = "io.confluent.kafka.serializers.";

  static boolean confluentIsThere() {
    try {
      Class.forName(
          PACKAGE + "KafkaAvroSerializer", false, ConfluentPeerTest.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  static List<Class<? extends SluiceRecord>> types() {
    return RecordTypes.ALL;
  }

  @ParameterizedTest
  @MethodSource("types")
  void the_plugged_serializer_and_the_real_deserializer_agree_with_the_own_ones(
      Class<? extends SluiceRecord> type) throws Exception {
    agree(type);
  }

  @Test
  void an_outage_under_the_plugged_serializer_is_an_outage() throws Exception {
    try (TestRegistry registry = new TestRegistry()) {
      RecordCodec<Submission> plugged =
          RecordCodecs.of(
              Submission.class,
              Map.of(
                  "schema.registry.url",
                  registry.url(),
                  "max.retries",
                  0,
                  "value.serializer",
                  PACKAGE + "KafkaAvroSerializer"));
      Submission task =
          Submission.newBuilder().setBatchId("b").setTaskId("a").setType("echo").build();
      registry.answer(503);
      assertThatThrownBy(() -> plugged.encode("t", task))
          .isInstanceOf(RegistryUnavailableException.class);
      registry.close();
      assertThatThrownBy(() -> plugged.encode("t", task))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @SuppressWarnings("unchecked") // a deserializer of anything
  private static <T extends SluiceRecord> void agree(Class<T> type) throws Exception {
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    try (TestRegistry registry = new TestRegistry();
        Deserializer<Object> real =
            Utils.newInstance(PACKAGE + "KafkaAvroDeserializer", Deserializer.class)) {
      String url = registry.url();
      real.configure(Map.of("schema.registry.url", url, "specific.avro.reader", true), false);
      RecordCodec<T> own = RecordCodecs.of(type, Map.of("schema.registry.url", url));
      RecordCodec<T> plugged =
          RecordCodecs.of(
              type,
              Map.of(
                  "schema.registry.url", url, "value.serializer", PACKAGE + "KafkaAvroSerializer"));
      for (T record : RandomRecords.of(type, 20, seed)) {
        String replay = "replay with -Dsluice.seed=" + seed;
        assertThat(own.decode("t", plugged.encode("t", record))).as(replay).isEqualTo(record);
        assertThat(real.deserialize("t", own.encode("t", record))).as(replay).isEqualTo(record);
      }
    }
  }
}
