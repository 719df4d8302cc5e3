package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;

/** Records of any type with random contents, from a seed. */
final class RandomRecords {

  private RandomRecords() {}

  static <T extends SluiceRecord> List<T> of(Class<T> type, int count, long seed) {
    List<T> records = new ArrayList<>();
    for (Object datum : new RandomData(RecordTypes.published(type), count, seed)) {
      try {
        records.add(
            new DatumReading<>(type, RecordTypes.published(type)).read(bytes(type, datum), 0));
      } catch (IOException | UndecodableRecordException e) {
        throw new IllegalStateException(type + " seed " + seed, e);
      }
    }
    return records;
  }

  private static byte[] bytes(Class<? extends SluiceRecord> type, Object datum) throws IOException {
    Schema schema = RecordTypes.published(type);
    var out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<Object>(schema).write(datum, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
