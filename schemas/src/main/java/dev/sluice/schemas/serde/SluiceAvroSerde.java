package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Sluice's records of one type as values in Kafka Streams: {@code Consumed.with(Serdes.String(),
 * SluiceAvroSerde.of(Result.class))}. Reads and writes as {@link SluiceAvroDeserializer} and {@link
 * SluiceAvroSerializer} do, and throws {@link SerializationException} for a record of another type.
 *
 * @param <T> the record
 */
public final class SluiceAvroSerde<T extends SluiceRecord> implements Serde<T> {

  private final Class<T> type;
  private final SluiceAvroSerializer serializer = new SluiceAvroSerializer();
  private final SluiceAvroDeserializer deserializer = new SluiceAvroDeserializer();

  private SluiceAvroSerde(Class<T> type) {
    this.type = type;
  }

  /** Without a registry. */
  public static <T extends SluiceRecord> SluiceAvroSerde<T> of(Class<T> type) {
    return new SluiceAvroSerde<>(type);
  }

  /**
   * Like {@link #of(Class)}, and also with {@code schema.registry.url} and the keys beside it.
   *
   * @param config the properties of the application
   */
  public static <T extends SluiceRecord> SluiceAvroSerde<T> of(
      Class<T> type, Map<String, ?> config) {
    var serde = new SluiceAvroSerde<>(type);
    serde.configure(config, false);
    return serde;
  }

  @Override
  public void configure(Map<String, ?> config, boolean isKey) {
    serializer.configure(config, isKey);
    deserializer.configure(config, isKey);
  }

  @Override
  public Serializer<T> serializer() {
    return serializer::serialize;
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> {
      SluiceRecord record = deserializer.deserialize(topic, bytes);
      if (record != null && !type.isInstance(record)) {
        throw new SerializationException(
            "a record %s on %s, where %s was expected"
                .formatted(record.getClass().getSimpleName(), topic, type.getSimpleName()));
      }
      return type.cast(record);
    };
  }
}
