package dev.sluice.scheduler.ledger;

import java.time.Duration;

/**
 * When to ask for a commit at once, after the last record in hand. While records are young a commit
 * right away is what makes a step of a chain take milliseconds; once records are older there is a
 * backlog, and the commit interval lets more of them share a transaction.
 *
 * <p>Age is the local clock minus the broker's. A broker that is ahead would make every record look
 * young, so the largest lead seen in the last minute is taken off; behind one that lags, records
 * look old and the commit interval holds.
 */
final class CommitPace {

  private static final long LEAD_KEPT_MS = 60_000;

  private final long youngMs;
  private long brokerLeadMs;
  private long leadSeenAt;

  /**
   * @param young up to this age; zero never asks
   */
  CommitPace(Duration young) {
    this.youngMs = young.toMillis();
  }

  /** Whether a commit pays after a record of this time. Both in milliseconds since the epoch. */
  boolean pays(long now, long recordedAt) {
    long lead = Math.max(0, recordedAt - now);
    if (lead >= brokerLeadMs || now - leadSeenAt > LEAD_KEPT_MS) {
      brokerLeadMs = lead;
      leadSeenAt = now;
    }
    return youngMs > 0 && now - recordedAt + brokerLeadMs <= youngMs;
  }
}
