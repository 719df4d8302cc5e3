package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** The wire format of Confluent's schema registry: 00, the schema's id in 4 bytes, the record. */
final class ConfluentFraming<T extends SluiceRecord> implements RecordEncoding<T> {

  static final byte FIRST = 0x00;

  private static final int HEADER = 1 + Integer.BYTES;

  private final Class<T> type;
  private final DatumWriting<T> writing;
  private final RegisteredSchemas registry;
  private final Map<String, byte[]> headers = new ConcurrentHashMap<>();
  private final Map<Integer, DatumReading<T>> readings = new ConcurrentHashMap<>();

  ConfluentFraming(Class<T> type, RegisteredSchemas registry) {
    this.type = type;
    this.writing = new DatumWriting<>(type);
    this.registry = registry;
  }

  @Override
  public byte[] encode(String topic, T record) {
    byte[] header = headers.get(topic);
    if (header == null) {
      // Two threads may ask twice; that is better than one waiting for the other's HTTP call.
      int id = registry.id(topic, RecordTypes.published(type));
      header = ByteBuffer.allocate(HEADER).put(FIRST).putInt(id).array();
      headers.put(topic, header);
    }
    return writing.write(header, record);
  }

  /** Whether these bytes claim to be a record of this type. */
  boolean knows(byte[] bytes) throws UndecodableRecordException {
    return schema(bytes).getFullName().equals(type.getName());
  }

  /** Whether the schema is not known, nor that there is none. */
  boolean asksRegistry(byte[] bytes) {
    if (bytes.length < HEADER) {
      return false;
    }
    int id = ByteBuffer.wrap(bytes).getInt(1);
    return !readings.containsKey(id) && registry.unknown(id);
  }

  T decode(byte[] bytes) throws UndecodableRecordException {
    if (bytes.length < HEADER) {
      throw new UndecodableRecordException("00 without the id of a schema", null);
    }
    int id = ByteBuffer.wrap(bytes).getInt(1);
    DatumReading<T> reading = readings.get(id);
    if (reading == null) {
      reading = reading(id, schema(bytes));
      readings.put(id, reading);
    }
    return reading.read(bytes, HEADER);
  }

  private DatumReading<T> reading(int id, Schema written) throws UndecodableRecordException {
    // Anyone may register anything: only a schema of our own name is worth resolving.
    if (written.getType() != Schema.Type.RECORD || !written.getFullName().equals(type.getName())) {
      throw new UndecodableRecordException(
          "schema " + id + " is " + written.getFullName() + ", not " + type.getName(), null);
    }
    return new DatumReading<>(type, written);
  }

  private Schema schema(byte[] bytes) throws UndecodableRecordException {
    if (bytes.length < HEADER) {
      throw new UndecodableRecordException("00 without the id of a schema", null);
    }
    return registry.schema(ByteBuffer.wrap(bytes).getInt(1));
  }
}
