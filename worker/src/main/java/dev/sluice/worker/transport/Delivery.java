package dev.sluice.worker.transport;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A release record that this worker holds until it completes it or gives it back. The arrays are
 * the client's own and are not written to.
 *
 * @param key the record's key, as it came
 * @param value the record's value, as it came
 * @param lost how many workers had the record before and were lost with it. A worker that can't end
 *     a task hands it back with a report and completes the delivery, so whoever had it and did not
 *     complete it was lost, or its lock was.
 * @param replayed the transport does not know what was done with the record before: its task may
 *     have ended long ago
 * @param headers the record's headers, as they came
 */
public record Delivery(
    DeliveryId id,
    byte @Nullable [] key,
    byte @Nullable [] value,
    int lost,
    boolean replayed,
    Headers headers) {

  /** A record whose headers say nothing. */
  public Delivery(
      DeliveryId id, byte @Nullable [] key, byte @Nullable [] value, int lost, boolean replayed) {
    this(id, key, value, lost, replayed, new RecordHeaders());
  }

  /** Bytes that the delivery keeps in memory. */
  public int bytes() {
    return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
  }
}
