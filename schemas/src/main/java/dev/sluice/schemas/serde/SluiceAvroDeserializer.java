package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Sluice's records as the values of any Kafka consumer: set {@code value.deserializer} to this
 * class. The bytes themselves say which record they are. Throws {@link SerializationException} for
 * bytes that are none; code that must go on after those consumes {@code byte[]} and uses a {@link
 * RecordCodec}.
 */
public final class SluiceAvroDeserializer implements Deserializer<SluiceRecord> {

  private List<? extends FramedCodec<? extends SluiceRecord>> codecs = codecs(Map.of());

  @Override
  public void configure(Map<String, ?> config, boolean isKey) {
    if (isKey) {
      throw new SerializationException("keys are strings: set StringDeserializer for the key");
    }
    codecs = codecs(config);
  }

  private static List<? extends FramedCodec<? extends SluiceRecord>> codecs(Map<String, ?> config) {
    RecordCodecs all = new RecordCodecs(config);
    return RecordTypes.ALL.stream().map(all::framedCodec).toList();
  }

  @Override
  public @Nullable SluiceRecord deserialize(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      for (FramedCodec<? extends SluiceRecord> codec : codecs) {
        if (codec.knows(bytes)) {
          return codec.decode(topic, bytes);
        }
      }
    } catch (UndecodableRecordException e) {
      throw new SerializationException(
          "no record of Sluice on " + topic + ": " + e.getMessage(), e);
    }
    throw new SerializationException("no record of Sluice on " + topic + ": schema not known");
  }
}
