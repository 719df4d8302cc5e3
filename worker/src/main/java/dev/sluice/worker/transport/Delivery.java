package dev.sluice.worker.transport;

import org.jspecify.annotations.Nullable;

/**
 * A release record that this worker holds until it completes it or gives it back. The arrays are
 * the client's own and are not written to.
 *
 * @param key the record's key, as it came
 * @param value the record's value, as it came
 * @param count how often the record has been delivered, this time included. A worker that can't end
 *     a task hands it back with a report and completes the delivery, so all deliveries but this one
 *     were lost, each with its worker or with its lock.
 */
public record Delivery(DeliveryId id, byte @Nullable [] key, byte @Nullable [] value, int count) {

  /** Bytes that the delivery keeps in memory. */
  public int bytes() {
    return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
  }
}
