package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;

/** Makes the codecs of a process from its configuration. */
public final class RecordCodecs {

  private RecordCodecs() {}

  /**
   * A codec for one record type.
   *
   * @param type the generated class
   * @param config the Kafka properties of the process; {@code schema.registry.url} switches to the
   *     Confluent framing
   */
  public static <T extends SluiceRecord> RecordCodec<T> of(Class<T> type, Map<String, ?> config) {
    SpecificData model = SpecificData.getForClass(type);
    var schema = model.getSchema(type);
    var encoder = new BinaryMessageEncoder<T>(model, schema);
    var decoder = new BinaryMessageDecoder<T>(model, schema);
    return new RecordCodec<>() {
      @Override
      public byte[] encode(String topic, T record) {
        try {
          var buffer = encoder.encode(record);
          byte[] bytes = new byte[buffer.remaining()];
          buffer.get(bytes);
          return bytes;
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public T decode(String topic, byte[] bytes) throws UndecodableRecordException {
        try {
          return decoder.decode(bytes);
        } catch (IOException | AvroRuntimeException e) {
          throw new UndecodableRecordException("not a " + type.getSimpleName(), e);
        }
      }
    };
  }
}
