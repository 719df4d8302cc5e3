package dev.sluice.worker.release;

import java.time.Duration;

/**
 * Until when the heartbeats hold what they name: for so long after the last one that the brokers
 * have was sent. By the worker's own clock, so that one that can't reach them, or that stood still,
 * knows by itself that its tasks are handed out again. Thread-safe.
 */
final class LeaseTerm {

  private final long timeoutNanos;
  private long sentAt;
  private boolean told;

  LeaseTerm(Duration timeout, long now) {
    this.timeoutNanos = timeout.toNanos();
    this.sentAt = now;
  }

  /** The brokers have a heartbeat that was sent then. */
  synchronized void said(long sent) {
    if (sent - sentAt > 0) {
      sentAt = sent;
      told = false;
    }
  }

  synchronized boolean over(long now) {
    return now - sentAt >= timeoutNanos;
  }

  /** Whether it is over and this was not asked since. */
  synchronized boolean endsNow(long now) {
    boolean ends = !told && over(now);
    told |= ends;
    return ends;
  }
}
