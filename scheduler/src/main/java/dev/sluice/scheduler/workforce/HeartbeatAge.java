package dev.sluice.scheduler.workforce;

/**
 * How old a heartbeat is by the broker's clock, which need not agree with ours: what came soonest
 * after it was recorded, in the last minute, is taken to be new.
 */
final class HeartbeatAge {

  private static final long LEAD_KEPT_MS = 60_000;

  private long leastLag = Long.MAX_VALUE;
  private long seenAt;

  /** A record came. Both in milliseconds; now by a clock of ours that only goes forward. */
  void came(long recordedAt, long now) {
    long lag = now - recordedAt;
    if (lag <= leastLag || now - seenAt > LEAD_KEPT_MS) {
      leastLag = lag;
      seenAt = now;
    }
  }

  /** The age of a record that came. */
  long of(long recordedAt, long now) {
    return now - recordedAt - leastLag;
  }
}
