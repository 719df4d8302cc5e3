package dev.sluice.http.source;

import dev.sluice.client.BatchSummary;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.records.Result;
import dev.sluice.scheduler.view.BatchView;
import java.time.InstantSource;
import java.util.Objects;

/**
 * What tells the last results of the tasks of a batch from earlier ones.
 *
 * @param openedAt microseconds since the epoch
 * @param finishedAt the same; 0 while it runs
 */
public record BatchLife(String batchId, int round, long openedAt, long finishedAt) {

  /** Records of a batch may come to the ledger in another order than they were written. */
  private static final long OUT_OF_ORDER_MICROS = 1_000_000;

  private static final long OF_LATE_MILLIS = 60_000;

  public BatchLife {
    Objects.requireNonNull(batchId, "batchId");
  }

  /** Of a batch as its rows say. */
  public static BatchLife of(BatchView batch) {
    Life life = batch.header().life();
    return new BatchLife(batch.batchId(), life.round(), life.openedAt(), life.finishedAt());
  }

  /** Of a batch as its summary says. */
  public static BatchLife of(BatchSummary batch) {
    return new BatchLife(batch.batchId(), batch.round(), batch.openedAt(), batch.finishedAt());
  }

  /** Whether it may have ended in a transaction that is not committed yet. */
  boolean endedOfLate() {
    long now = InstantSource.system().millis();
    return finishedAt > 0 && Math.abs(now - finishedAt / 1000) < OF_LATE_MILLIS;
  }

  /**
   * Whether this is a last one: what may run again in a later round does, or did. And of this life:
   * a batch that was cleared may have come again under its id.
   */
  boolean counts(Result result) {
    if (ofEarlierLife(result)) {
      return false;
    }
    return result.getRound() >= round
        || switch (result.getStatus()) {
          case SUCCEEDED, REJECTED -> true;
          case FAILED, TIMED_OUT, CANCELLED, SKIPPED, UNKNOWN -> false;
        };
  }

  /** By the ledger's times: what never stood in line ended when the ledger said so. */
  private boolean ofEarlierLife(Result result) {
    long at = result.getQueuedAt() > 0 ? result.getQueuedAt() : result.getFinishedAt();
    return at > 0 && at < openedAt - OUT_OF_ORDER_MICROS;
  }
}
