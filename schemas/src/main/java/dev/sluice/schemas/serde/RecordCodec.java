package dev.sluice.schemas.serde;

import dev.sluice.schemas.SluiceRecord;

/**
 * Turns records of one type into the bytes of a topic and back. Reads both framings whatever it
 * writes; thread-safe.
 *
 * @param <T> the record
 */
public interface RecordCodec<T extends SluiceRecord> {

  /**
   * The bytes of a record.
   *
   * @param topic the topic it goes to, which may name the registry's subject
   * @throws RegistryUnavailableException if a registry is configured and can't be asked; try again
   */
  byte[] encode(String topic, T record);

  /**
   * The record in these bytes.
   *
   * @throws UndecodableRecordException if the bytes are no such record; they never will be
   * @throws RegistryUnavailableException if the schema is in a registry that can't be asked; try
   *     again
   */
  T decode(String topic, byte[] bytes) throws UndecodableRecordException;

  /**
   * Whether decoding these bytes would ask a registry for their schema, and so might wait for it.
   * Not where its answer is known already.
   */
  default boolean asksRegistry(byte[] bytes) {
    return false;
  }
}
