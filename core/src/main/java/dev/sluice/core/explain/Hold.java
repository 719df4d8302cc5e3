package dev.sluice.core.explain;

import dev.sluice.core.ledger.row.AdaptiveWindow;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.task.BatchStatus;
import org.jspecify.annotations.Nullable;

/** What keeps a batch, and with it its tasks, from going on. */
record Hold(Cause cause, String text) {

  /** What holds the batch as a whole; null: nothing does. */
  static @Nullable Hold of(Life life) {
    return life.stop() == null
        ? ofWhatRuns(life)
        : new Hold(
            Cause.BATCH_STOPPING, "the batch is being stopped because " + Words.stop(life.stop()));
  }

  /**
   * What of the batch as a whole holds a task of it; null: nothing does.
   *
   * @param cleansUp whether the task runs although failures stop the batch
   */
  static @Nullable Hold of(Life life, boolean cleansUp) {
    return life.cleansUp() && cleansUp ? ofWhatRuns(life) : of(life);
  }

  private static @Nullable Hold ofWhatRuns(Life life) {
    if (life.status() == BatchStatus.OPEN && !life.opened()) {
      return new Hold(Cause.BATCH_NOT_OPENED, "the batch is parked until its open command arrives");
    }
    if (life.status() == BatchStatus.OPEN) {
      return new Hold(Cause.BATCH_HELD, "the batch is held until it is started");
    }
    return life.status() == BatchStatus.PAUSED
        ? new Hold(Cause.BATCH_PAUSED, "the batch is paused until it is started again")
        : null;
  }

  /** The window of a batch that has one, e.g. {@code window 8/8}. */
  static @Nullable String window(BatchRow batch) {
    if (batch.window() <= 0) {
      return null;
    }
    String window =
        "window " + Words.number(batch.tally().active()) + "/" + Words.number(batch.window());
    AdaptiveWindow adaptive = batch.adaptive();
    if (adaptive == null) {
      return window;
    }
    String slots =
        adaptive.slots() < 0
            ? "nothing has been heard of the workers yet"
            : Words.count(adaptive.slots(), "slot") + inPool(adaptive.pool());
    return "adaptive " + window + " (" + slots + ")";
  }

  /** Before the first task came nobody knows whose slots count. */
  private static String inPool(String pool) {
    return pool.isEmpty() ? "" : " in pool " + pool;
  }
}
