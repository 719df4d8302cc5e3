package dev.sluice.worker.gate;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The permission of one attempt to begin, from the gate of its type. It is judged once, when the
 * outcome is known, and handed in once, when its thread is free: a handler that does not stop is
 * judged long before.
 */
public final class Pass {

  private final TypeGate gate;
  private final int epoch;
  private final int inside;
  private final AtomicBoolean judged = new AtomicBoolean();

  /**
   * @param epoch of the breaker: what began before it changed its mind does not count any more
   * @param inside attempts of the type at the time, this one included
   */
  Pass(TypeGate gate, int epoch, int inside) {
    this.gate = gate;
    this.epoch = epoch;
    this.inside = inside;
  }

  /**
   * The attempt has ended. Only the first call counts. Any thread.
   *
   * @param took how long it ran, in nanoseconds
   */
  public void judge(Verdict verdict, long took) {
    if (judged.compareAndSet(false, true)) {
      gate.judged(verdict, took, epoch, inside);
    }
  }

  /** The attempt's thread is free again. Under the lock of the gate's owner. */
  public void handIn() {
    judge(Verdict.SAYS_NOTHING, 0);
    gate.left();
  }
}
