package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;

/** One way of writing records: a framing, or somebody else's serializer. */
interface RecordEncoding<T extends SluiceRecord> {

  /** The whole value of a Kafka record. */
  byte[] encode(String topic, T record);
}
