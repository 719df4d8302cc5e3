package dev.sluice.worker.release;

/**
 * How much a worker holds at most.
 *
 * @param deliveries held at a time, running, waiting and not yet reported
 * @param bytes of held deliveries; the last take may go over it
 * @param ahead waiting for a slot, where tasks are so short that fetching would take longer than
 *     running
 */
public record IntakeLimits(int deliveries, long bytes, int ahead) {

  public IntakeLimits {
    if (deliveries < 1 || bytes < 1 || ahead < 0) {
      throw new IllegalArgumentException(
          "deliveries and bytes must be positive and ahead not negative: "
              + deliveries
              + ", "
              + bytes
              + ", "
              + ahead);
    }
  }
}
