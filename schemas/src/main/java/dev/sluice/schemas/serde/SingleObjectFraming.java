package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Avro single-object encoding: C3 01, the schema's fingerprint, the record. Needs no registry;
 * reads what this and every released version wrote.
 */
final class SingleObjectFraming<T extends SluiceRecord> implements RecordEncoding<T> {

  static final byte FIRST = (byte) 0xC3;

  private static final byte SECOND = 0x01;
  private static final int HEADER = 2 + Long.BYTES;

  private final DatumWriting<T> writing;
  private final byte[] header;
  private final Map<Long, DatumReading<T>> readings = new HashMap<>();

  SingleObjectFraming(Class<T> type) {
    this.writing = new DatumWriting<>(type);
    long current = SchemaNormalization.parsingFingerprint64(writing.schema());
    this.header =
        ByteBuffer.allocate(HEADER)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(FIRST)
            .put(SECOND)
            .putLong(current)
            .array();
    readings.put(current, new DatumReading<>(type, writing.schema()));
    for (Schema released : ReleasedSchemas.of(type)) {
      readings.computeIfAbsent(
          SchemaNormalization.parsingFingerprint64(released),
          fingerprint -> new DatumReading<>(type, released));
    }
  }

  @Override
  public byte[] encode(String topic, T record) {
    return writing.write(header, record);
  }

  /** Whether these bytes claim to be a record of this type. */
  boolean knows(byte[] bytes) {
    return bytes.length >= HEADER && bytes[1] == SECOND && readings.containsKey(fingerprint(bytes));
  }

  T decode(byte[] bytes) throws UndecodableRecordException {
    if (bytes.length < HEADER || bytes[1] != SECOND) {
      throw new UndecodableRecordException("C3 without 01 and the fingerprint of a schema", null);
    }
    DatumReading<T> reading = readings.get(fingerprint(bytes));
    if (reading == null) {
      throw new UndecodableRecordException(
          "fingerprint %016x is of no %s that this version knows; upgrade readers before writers"
              .formatted(fingerprint(bytes), writing.schema().getName()),
          null);
    }
    return reading.read(bytes, HEADER);
  }

  private static long fingerprint(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
  }
}
