package dev.sluice.scheduler.deadletter;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A record as it was read, and where. */
public record SourceRecord(
    String topic,
    int partition,
    long offset,
    long timestampMs,
    byte @Nullable [] key,
    byte[] value,
    Headers headers) {

  private static final long MICROS_PER_MILLI = 1000;

  public static SourceRecord of(RecordMetadata place, Record<byte[], byte[]> record) {
    return new SourceRecord(
        place.topic(),
        place.partition(),
        place.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers());
  }

  /** When the broker recorded it, microseconds since the epoch. */
  public long at() {
    return timestampMs * MICROS_PER_MILLI;
  }

  /** The place for people. */
  @Override
  public String toString() {
    return topic + "-" + partition + " offset " + offset;
  }
}
