package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;

/** Writes one framing, reads both. */
record FramedCodec<T extends SluiceRecord>(
    RecordEncoding<T> encoding, SingleObjectFraming<T> single, ConfluentFraming<T> confluent)
    implements RecordCodec<T> {

  @Override
  public byte[] encode(String topic, T record) {
    return encoding.encode(topic, record);
  }

  @Override
  public T decode(String topic, byte[] bytes) throws UndecodableRecordException {
    return switch (firstOf(bytes)) {
      case SingleObjectFraming.FIRST -> single.decode(bytes);
      case ConfluentFraming.FIRST -> confluent.decode(bytes);
      default -> throw unframed(bytes);
    };
  }

  @Override
  public boolean asksRegistry(byte[] bytes) {
    return bytes.length > 0 && bytes[0] == ConfluentFraming.FIRST && confluent.asksRegistry(bytes);
  }

  /** Whether these bytes claim to be a record of this codec's type. */
  boolean knows(byte[] bytes) throws UndecodableRecordException {
    return switch (firstOf(bytes)) {
      case SingleObjectFraming.FIRST -> single.knows(bytes);
      case ConfluentFraming.FIRST -> confluent.knows(bytes);
      default -> throw unframed(bytes);
    };
  }

  private static byte firstOf(byte[] bytes) throws UndecodableRecordException {
    if (bytes.length == 0) {
      throw new UndecodableRecordException("no bytes at all", null);
    }
    return bytes[0];
  }

  private static UndecodableRecordException unframed(byte[] bytes) {
    String guess = bytes[0] == '{' ? ", JSON perhaps" : "";
    return new UndecodableRecordException(
        "begins with %02x%s; a value begins with c3 01 (Avro single-object) or 00 (registry)"
            .formatted(bytes[0], guess),
        null);
  }
}
