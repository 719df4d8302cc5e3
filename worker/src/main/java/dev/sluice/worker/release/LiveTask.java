package dev.sluice.worker.release;

import dev.sluice.records.Release;
import dev.sluice.worker.execution.Execution;
import dev.sluice.worker.report.Released;
import java.util.concurrent.CompletableFuture;

/**
 * A release in this worker, from its arrival until its end is reported. What holds it is first the
 * delivery and then, of a long task, the worker's heartbeats. Thread-safe.
 */
public final class LiveTask {

  private final Execution execution;
  private final Holding holding;
  private final int lost;
  private final long sinceMicros;
  private final long sinceNanos;
  private final CompletableFuture<Void> leased = new CompletableFuture<>();
  private Hold hold = Hold.DELIVERY;
  private boolean givenUp;
  private boolean delivered;

  /** What the task is held by. */
  private enum Hold {
    DELIVERY,
    /** The scheduler may know that the heartbeats hold it, and the delivery does still. */
    BOTH,
    HEARTBEATS,
    NOTHING
  }

  /**
   * @param lost workers that were lost with the task, over all releases of the round
   * @param sinceMicros when it arrived, since the epoch
   * @param sinceNanos the same by the monotonic clock
   */
  LiveTask(Execution execution, Holding holding, int lost, long sinceMicros, long sinceNanos) {
    this.execution = execution;
    this.holding = holding;
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

  /** What of the transport holds it, or did. */
  Holding holding() {
    return holding;
  }

  long sinceMicros() {
    return sinceMicros;
  }

  /** What its reports say of where it is from. */
  Released released() {
    return new Released(
        execution.release(),
        holding.delivery().partition(),
        lost,
        execution.details().orElse(null));
  }

  /** Whether its delivery has been held for so long that the heartbeats should take over. */
  boolean leaseDue(long afterNanos, long now) {
    return now - sinceNanos >= afterNanos && leasable();
  }

  /** Whether it runs on its delivery. */
  boolean leasable() {
    return heldByDelivery() && execution.begun() && !execution.ending().isDone();
  }

  private synchronized boolean heldByDelivery() {
    return hold == Hold.DELIVERY;
  }

  /** From here on the scheduler may know that heartbeats hold it. False: it is not to be leased. */
  synchronized boolean beginLease() {
    boolean first = hold == Hold.DELIVERY;
    if (first) {
      hold = Hold.BOTH;
    }
    return first;
  }

  /** Whether the scheduler may know that heartbeats hold it. */
  synchronized boolean leasing() {
    return hold == Hold.BOTH || hold == Hold.HEARTBEATS;
  }

  /** The scheduler will know that heartbeats hold it. Too late where the delivery left before. */
  void leaseAcknowledged() {
    synchronized (this) {
      if (hold != Hold.BOTH) {
        return;
      }
      hold = Hold.HEARTBEATS;
    }
    leased.complete(null);
  }

  /** Its delivery has left. Whether nothing holds it any more: then it is another worker's. */
  synchronized boolean lose() {
    if (hold != Hold.HEARTBEATS) {
      hold = Hold.NOTHING;
    }
    return hold == Hold.NOTHING;
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
