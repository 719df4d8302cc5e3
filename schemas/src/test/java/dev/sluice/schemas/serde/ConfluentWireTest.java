package dev.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.testing.TestRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.pulsar.kafka.shade.avro.Schema;
import org.apache.pulsar.kafka.shade.avro.generic.GenericDatumReader;
import org.apache.pulsar.kafka.shade.avro.generic.GenericDatumWriter;
import org.apache.pulsar.kafka.shade.avro.io.BinaryEncoder;
import org.apache.pulsar.kafka.shade.avro.io.DecoderFactory;
import org.apache.pulsar.kafka.shade.avro.io.EncoderFactory;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes are those of Confluent's own classes. The peer is their release 7.0.1 with its package
 * renamed by Apache Pulsar, with an Avro of its own, so nothing of ours can help it.
 */
class ConfluentWireTest {

  private static final int HEADER = 5;
  private static final String TOPIC = "wire";

  static List<Class<? extends SluiceRecord>> types() {
    return RecordTypes.ALL;
  }

  @ParameterizedTest
  @MethodSource("types")
  void what_the_real_serializer_writes_is_read(Class<? extends SluiceRecord> type)
      throws Exception {
    realToOurs(type);
  }

  @ParameterizedTest
  @MethodSource("types")
  void what_is_written_the_real_deserializer_reads(Class<? extends SluiceRecord> type)
      throws Exception {
    oursToReal(type);
  }

  private static <T extends SluiceRecord> void realToOurs(Class<T> type) throws Exception {
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    try (TestRegistry registry = new TestRegistry();
        KafkaAvroSerializer real = new KafkaAvroSerializer()) {
      real.configure(Map.of("schema.registry.url", registry.url()), false);
      RecordCodec<T> codec = codec(type, registry);
      RecordCodec<T> unframed = RecordCodecs.of(type, Map.of());
      for (T record : RandomRecords.of(type, 20, seed)) {
        byte[] single = unframed.encode(TOPIC, record);
        Object generic = generic(type, Arrays.copyOfRange(single, 10, single.length));
        byte[] bytes = real.serialize(TOPIC, generic);
        assertThat(codec.decode(TOPIC, bytes))
            .as("replay with -Dsluice.seed=" + seed)
            .isEqualTo(record);
      }
    }
  }

  private static <T extends SluiceRecord> void oursToReal(Class<T> type) throws Exception {
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    try (TestRegistry registry = new TestRegistry();
        KafkaAvroDeserializer real = new KafkaAvroDeserializer()) {
      real.configure(Map.of("schema.registry.url", registry.url()), false);
      RecordCodec<T> codec = codec(type, registry);
      for (T record : RandomRecords.of(type, 20, seed)) {
        byte[] bytes = codec.encode(TOPIC, record);
        Object generic = real.deserialize(TOPIC, bytes);
        byte[] body = Arrays.copyOfRange(bytes, HEADER, bytes.length);
        assertThat(generic).as("replay with -Dsluice.seed=" + seed).isEqualTo(generic(type, body));
        assertThat(bytes(type, generic)).hasSameSizeAs(body);
      }
    }
  }

  private static <T extends SluiceRecord> RecordCodec<T> codec(
      Class<T> type, TestRegistry registry) {
    return RecordCodecs.of(type, Map.of("schema.registry.url", registry.url()));
  }

  private static Schema theirs(Class<? extends SluiceRecord> type) {
    return new Schema.Parser().parse(RecordTypes.published(type).toString());
  }

  private static Object generic(Class<? extends SluiceRecord> type, byte[] body)
      throws IOException {
    return new GenericDatumReader<>(theirs(type))
        .read(null, DecoderFactory.get().binaryDecoder(body, null));
  }

  private static byte[] bytes(Class<? extends SluiceRecord> type, Object generic)
      throws IOException {
    var out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<Object>(theirs(type)).write(generic, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
