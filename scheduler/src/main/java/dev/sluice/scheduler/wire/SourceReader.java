package dev.sluice.scheduler.wire;

import dev.sluice.schemas.serde.UndecodableRecordException;
import org.apache.kafka.common.header.Headers;

/** Turns the bytes of one source topic into events. */
public interface SourceReader {

  /**
   * What these bytes mean.
   *
   * @param at when the broker recorded them, microseconds since the epoch
   * @throws UndecodableRecordException if they are no record of this topic
   */
  Incoming read(byte[] bytes, long at) throws UndecodableRecordException;

  /** Like {@link #read(byte[], long)}, and also with what the record's headers say. */
  default Incoming read(byte[] bytes, long at, Headers headers) throws UndecodableRecordException {
    return read(bytes, at);
  }
}
