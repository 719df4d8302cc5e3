package dev.sluice.worker.release;

import dev.sluice.records.Release;
import dev.sluice.worker.execution.Execution;
import dev.sluice.worker.report.Released;
import dev.sluice.worker.transport.DeliveryId;
import java.util.concurrent.CompletableFuture;

/**
 * A release in this worker, from its arrival until its end is reported. What holds it is first the
 * delivery and then, of a long task, the worker's heartbeats. Thread-safe.
 */
public final class LiveTask {

  private final Execution execution;
  private final DeliveryId delivery;
  private final int lost;
  private final long sinceMicros;
  private final long sinceNanos;
  private final CompletableFuture<Void> leased = new CompletableFuture<>();
  private boolean leasing;
  private boolean givenUp;
  private boolean delivered;

  /**
   * @param lost workers that were lost with the task, over all releases of the round
   * @param sinceMicros when it arrived, since the epoch
   * @param sinceNanos the same by the monotonic clock
   */
  LiveTask(Execution execution, DeliveryId delivery, int lost, long sinceMicros, long sinceNanos) {
    this.execution = execution;
    this.delivery = delivery;
    this.lost = lost;
    this.sinceMicros = sinceMicros;
    this.sinceNanos = sinceNanos;
  }

  public Execution execution() {
    return execution;
  }

  Release release() {
    return execution.release();
  }

  /** For people. */
  String name() {
    return release().getBatchId() + "/" + release().getTaskId();
  }

  DeliveryId delivery() {
    return delivery;
  }

  long sinceMicros() {
    return sinceMicros;
  }

  /** What its reports say of where it is from. */
  Released released() {
    return new Released(
        execution.release(), delivery.partition(), lost, execution.details().orElse(null));
  }

  /** Whether its delivery has been held for so long that the heartbeats should take over. */
  boolean leaseDue(long afterNanos, long now) {
    return now - sinceNanos >= afterNanos && leasable();
  }

  /** Whether it runs on its delivery. */
  boolean leasable() {
    return !leasing() && execution.begun() && !execution.ending().isDone();
  }

  /** From here on the scheduler may know that heartbeats hold it. False: somebody was quicker. */
  synchronized boolean beginLease() {
    boolean first = !leasing;
    leasing = true;
    return first;
  }

  /** Whether the scheduler may know that heartbeats hold it. */
  synchronized boolean leasing() {
    return leasing;
  }

  /** From here on heartbeats don't name it, although its handler may take a while to end. */
  synchronized void giveUp() {
    givenUp = true;
  }

  synchronized boolean givenUp() {
    return givenUp;
  }

  /** Completes when the scheduler knows that heartbeats hold it. */
  CompletableFuture<Void> leased() {
    return leased;
  }

  /** Whether its delivery is to be settled now: true for the first who asks. */
  synchronized boolean settlesDelivery() {
    boolean first = !delivered;
    delivered = true;
    return first;
  }
}
