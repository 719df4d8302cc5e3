package dev.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.records.Submission;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.testing.TestRegistry;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecTest {

  private static final Submission TASK =
      Submission.newBuilder().setBatchId("b").setTaskId("a").setType("echo").build();

  static List<Class<? extends SluiceRecord>> types() {
    return RecordTypes.ALL;
  }

  @ParameterizedTest
  @MethodSource("types")
  void every_record_survives_both_framings_and_each_reader_reads_both(
      Class<? extends SluiceRecord> type) throws Exception {
    survives(type);
  }

  private static <T extends SluiceRecord> void survives(Class<T> type) throws Exception {
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    try (TestRegistry registry = new TestRegistry()) {
      RecordCodec<T> without = RecordCodecs.of(type, Map.of());
      RecordCodec<T> with = RecordCodecs.of(type, Map.of("schema.registry.url", registry.url()));
      for (T record : RandomRecords.of(type, 50, seed)) {
        byte[] single = without.encode("t", record);
        byte[] framed = with.encode("t", record);
        assertThat(single).startsWith(0xC3, 0x01);
        assertThat(framed).startsWith(0, 0, 0, 0, 1);
        String replay = "replay with -Dsluice.seed=" + seed;
        assertThat(without.decode("t", single)).as(replay).isEqualTo(record);
        assertThat(with.decode("t", single)).as(replay).isEqualTo(record);
        assertThat(with.decode("t", framed)).as(replay).isEqualTo(record);
      }
      assertThat(registry.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void the_bytes_are_those_of_avros_own_encoder(Class<? extends SluiceRecord> type)
      throws Exception {
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    sameBytes(type, seed);
  }

  private static <T extends SluiceRecord> void sameBytes(Class<T> type, long seed)
      throws Exception {
    RecordCodec<T> codec = RecordCodecs.of(type, Map.of());
    var avro =
        new BinaryMessageEncoder<T>(SpecificData.getForClass(type), RecordTypes.schema(type));
    for (T record : RandomRecords.of(type, 50, seed)) {
      assertThat(ByteBuffer.wrap(codec.encode("t", record)))
          .as("replay with -Dsluice.seed=" + seed)
          .isEqualTo(avro.encode(record));
    }
  }

  @Test
  void threads_that_share_a_codec_do_not_share_bytes() {
    RecordCodec<Submission> codec = RecordCodecs.of(Submission.class, Map.of());
    boolean all =
        IntStream.range(0, 20_000)
            .parallel()
            .allMatch(i -> {
              try {
                Submission task = Submission.newBuilder(TASK).setTaskId("t" + i).build();
                return codec.decode("t", codec.encode("t", task)).equals(task);
              } catch (UndecodableRecordException e) {
                return false;
              }
            });
    assertThat(all).isTrue();
  }

  @Test
  void a_registry_record_without_a_registry_says_which_key_is_missing() throws Exception {
    try (TestRegistry registry = new TestRegistry()) {
      byte[] framed =
          RecordCodecs.of(Submission.class, Map.of("schema.registry.url", registry.url()))
              .encode("t", TASK);
      assertThatThrownBy(() -> RecordCodecs.of(Submission.class, Map.of()).decode("t", framed))
          .isInstanceOf(UndecodableRecordException.class)
          .hasMessageContaining("set schema.registry.url");
    }
  }

  @Test
  void the_serializer_and_deserializer_of_kafka_clients_need_no_configuration() {
    try (var serializer = new SluiceAvroSerializer();
        var deserializer = new SluiceAvroDeserializer()) {
      byte[] bytes = serializer.serialize("t", TASK);
      assertThat(deserializer.deserialize("t", bytes)).isEqualTo(TASK);
      assertThat(serializer.serialize("t", null)).isNull();
      assertThat(deserializer.deserialize("t", null)).isNull();
      assertThatThrownBy(() -> deserializer.deserialize("t", new byte[] {1}))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("t: begins with 01");
    }
  }

  @Test
  void an_incomplete_record_is_refused_where_it_is_written() {
    Submission incomplete = new Submission();
    assertThatThrownBy(() -> RecordCodecs.of(Submission.class, Map.of()).encode("t", incomplete))
        .isInstanceOf(SerializationException.class)
        .hasMessageStartingWith("not a complete Submission")
        .hasMessageContaining("batchId");
  }

  @Test
  void another_serializer_in_the_properties_takes_the_writing_over() {
    var codec =
        RecordCodecs.of(Submission.class, Map.of("value.serializer", Shouting.class.getName()));
    assertThat(codec.encode("topic", TASK)).asString().isEqualTo("TOPIC true");
    for (String usual : List.of("ByteArraySerializer", "StringSerializer")) {
      var own =
          RecordCodecs.of(
              Submission.class,
              Map.of("value.serializer", "org.apache.kafka.common.serialization." + usual));
      assertThat(own.encode("topic", TASK)).startsWith(0xC3);
    }
  }

  @Test
  void a_serializer_that_is_not_there_is_named_with_the_remedy() {
    Map<String, String> config =
        Map.of("value.serializer", "io.confluent.kafka.serializers.NoSuchSerializer");
    assertThatThrownBy(() -> RecordCodecs.of(Submission.class, config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("NoSuchSerializer")
        .hasMessageContaining("profile confluent");
  }

  @Test
  void an_outage_under_another_serializer_is_an_outage_and_a_refusal_is_none() {
    var codec =
        RecordCodecs.of(Submission.class, Map.of("value.serializer", Failing.class.getName()));
    for (String outage : List.of("timeout", "connection")) {
      assertThatThrownBy(() -> codec.encode(outage, TASK))
          .isInstanceOf(RegistryUnavailableException.class);
    }
    assertThatThrownBy(() -> codec.encode("refused", TASK))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessage("refused");
  }

  /** A serializer that fails in the way that its topic says. */
  public static final class Failing implements Serializer<Object> {
    @Override
    public byte[] serialize(String topic, Object record) {
      throw switch (topic) {
        case "timeout" -> new TimeoutException("503");
        case "connection" -> new SerializationException("away", new ConnectException());
        default -> new SerializationException(topic);
      };
    }
  }

  /** Somebody else's serializer. */
  public static final class Shouting implements Serializer<Object> {
    private boolean specific;

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {
      specific = Boolean.TRUE.equals(config.get("specific.avro.reader"));
    }

    @Override
    public byte[] serialize(String topic, Object record) {
      return (topic.toUpperCase(Locale.ROOT) + " " + specific).getBytes(StandardCharsets.UTF_8);
    }
  }
}
