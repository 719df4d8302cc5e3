package dev.sluice.worker.release;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Lets one thread sleep until another one has something for it. A ring is never lost. */
final class Doorbell {

  private volatile boolean rung;
  private volatile @Nullable Thread sleeper;

  /** Cheap where nobody sleeps. */
  void ring() {
    rung = true;
    Thread thread = sleeper;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /** Returns at the next ring, at one since the last call, or after the time. */
  void await(long nanos) {
    sleeper = Thread.currentThread();
    if (!rung) {
      LockSupport.parkNanos(this, nanos);
    }
    sleeper = null;
    rung = false;
  }
}
