package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;

/**
 * Reads records that were written with one schema into the type of today. The two schemas are
 * resolved once, here. Works on the whole array, so that Avro knows how many bytes there are and
 * refuses a claimed length beyond them before it allocates anything.
 */
final class DatumReading<T extends SluiceRecord> {

  private final String name;
  private final DatumReader<T> reader;

  @SuppressWarnings("unchecked") // the reader of the type's own schema
  DatumReading(Class<T> type, Schema written) {
    this.name = type.getSimpleName();
    this.reader =
        (DatumReader<T>)
            SpecificData.getForClass(type)
                .createDatumReader(withoutProperties(written), RecordTypes.schema(type));
  }

  /** A foreign schema may name Java classes in its properties; nothing here ever sees them. */
  private static Schema withoutProperties(Schema written) {
    return new Schema.Parser().parse(SchemaNormalization.toParsingForm(written));
  }

  T read(byte[] bytes, int offset) throws UndecodableRecordException {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
    T record;
    boolean complete;
    try {
      record = reader.read(null, decoder);
      complete = decoder.isEnd();
    } catch (IOException | RuntimeException e) {
      // Hostile bytes end in many kinds of exceptions; all say that this is no such record.
      throw new UndecodableRecordException("broken bytes of a " + name, e);
    }
    if (!complete) {
      throw new UndecodableRecordException("more bytes than one " + name, null);
    }
    return record;
  }
}
