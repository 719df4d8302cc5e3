package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Writes records of one type behind a header. The encoder is not buffered, so a new one is cheap.
 */
final class DatumWriting<T extends SluiceRecord> {

  private static final int USUAL_SIZE = 512;

  private final Schema schema;
  private final DatumWriter<T> writer;

  @SuppressWarnings("unchecked") // the writer of the type's own schema
  DatumWriting(Class<T> type) {
    this.schema = RecordTypes.schema(type);
    this.writer = (DatumWriter<T>) SpecificData.getForClass(type).createDatumWriter(schema);
  }

  Schema schema() {
    return schema;
  }

  byte[] write(byte[] header, T record) {
    var out = new ByteArrayOutputStream(USUAL_SIZE);
    out.writeBytes(header);
    try {
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      writer.write(record, encoder);
      encoder.flush();
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "not a complete " + schema.getName() + ": " + e.getMessage(), e);
    }
    return out.toByteArray();
  }
}
