package dev.sluice.scheduler.wire;

import dev.sluice.schemas.serde.UndecodableRecordException;

/** Turns the bytes of one source topic into events. */
public interface SourceReader {

  /**
   * What these bytes mean.
   *
   * @param at when the broker recorded them, microseconds since the epoch
   * @throws UndecodableRecordException if they are no record of this topic
   */
  Incoming read(byte[] bytes, long at) throws UndecodableRecordException;
}
