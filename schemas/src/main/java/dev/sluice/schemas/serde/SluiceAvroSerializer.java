package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Sluice's records as the values of any Kafka producer: set {@code value.serializer} to this class.
 * Understands Confluent's keys for the registry; without {@code schema.registry.url} it needs none.
 */
public final class SluiceAvroSerializer implements Serializer<SluiceRecord> {

  private final Map<Class<?>, RecordCodec<SluiceRecord>> codecs = new ConcurrentHashMap<>();
  private RecordCodecs all = new RecordCodecs(Map.of());

  @Override
  public void configure(Map<String, ?> config, boolean isKey) {
    if (isKey) {
      throw new SerializationException("keys are strings: set StringSerializer for the key");
    }
    all = new RecordCodecs(config);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable SluiceRecord record) {
    return record == null ? null : codec(record.getClass()).encode(topic, record);
  }

  @SuppressWarnings("unchecked") // each codec gets records of its own class only
  private RecordCodec<SluiceRecord> codec(Class<? extends SluiceRecord> type) {
    return codecs.computeIfAbsent(
        type, absent -> (RecordCodec<SluiceRecord>) all.codec((Class<SluiceRecord>) type));
  }
}
