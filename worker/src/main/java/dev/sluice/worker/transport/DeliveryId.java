package dev.sluice.worker.transport;

/** Where a delivery's record is: the same record delivered again has the same id. */
public record DeliveryId(String topic, int partition, long offset) {

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
