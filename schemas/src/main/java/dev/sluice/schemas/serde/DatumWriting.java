package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of one type behind a header, through the encoders that Avro generated into their
 * classes. These are twice as fast as the walk over the schema, which remains for saying which
 * field is missing.
 */
final class DatumWriting<T extends SluiceRecord> {

  private static final int LARGEST_KEPT = 64 * 1024;

  private final Schema schema;
  private final DatumWriter<T> writer;
  private final DatumWriter<T> explaining;
  private final AtomicReference<@Nullable GrowingEncoder> spare = new AtomicReference<>();

  @SuppressWarnings("unchecked") // the writers of the type's own schema
  DatumWriting(Class<T> type) {
    this.schema = RecordTypes.schema(type);
    SpecificData generated = new SpecificData(type.getClassLoader());
    generated.setCustomCoders(true);
    this.writer = (DatumWriter<T>) generated.createDatumWriter(schema);
    this.explaining = (DatumWriter<T>) SpecificData.getForClass(type).createDatumWriter(schema);
  }

  Schema schema() {
    return schema;
  }

  byte[] write(byte[] header, T record) {
    // Threads share one spare encoder; whoever finds it taken makes another.
    GrowingEncoder kept = spare.getAndSet(null);
    GrowingEncoder encoder = kept == null ? new GrowingEncoder() : kept;
    encoder.startWith(header);
    try {
      writer.write(record, encoder);
    } catch (IOException | RuntimeException e) {
      throw refused(record, e);
    }
    byte[] bytes = encoder.written();
    if (encoder.capacity() <= LARGEST_KEPT) {
      spare.set(encoder);
    }
    return bytes;
  }

  private SerializationException refused(T record, Exception failure) {
    Exception cause = failure;
    try {
      explaining.write(record, new GrowingEncoder());
    } catch (IOException | RuntimeException e) {
      cause = e;
    }
    return new SerializationException(
        "not a complete " + schema.getName() + ": " + cause.getMessage(), cause);
  }
}
