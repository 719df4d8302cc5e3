package dev.sluice.scheduler.ledger;

import dev.sluice.core.explain.Workforce;
import dev.sluice.core.ledger.Event.CapacityChanged;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.row.AdaptiveWindow;
import dev.sluice.core.ledger.row.BatchRow;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells batches whose window follows the live workers how many slots these have: once a second some
 * batches, those after them a second later, and each only if it does not know already.
 */
final class SlotTicks {

  private static final long TICK_MS = 1000;
  private static final int BATCHES_AT_A_TIME = 256;
  private static final long MICROS_PER_MILLI = 1000;

  private final LedgerView view;
  private final Workforce workforce;
  private final Consumer<CapacityChanged> taker;
  private long toldAt;
  private @Nullable String after;

  SlotTicks(LedgerView view, Workforce workforce, Consumer<CapacityChanged> taker) {
    this.view = view;
    this.workforce = workforce;
    this.taker = taker;
  }

  /** Some time has passed. */
  void tick(long nowMs) {
    // Also after the clock was set back.
    if (Math.abs(nowMs - toldAt) >= TICK_MS && workforce.known()) {
      toldAt = nowMs;
      List<String> page = view.adaptiveBatches(after, BATCHES_AT_A_TIME);
      page.forEach(batchId -> tell(batchId, nowMs * MICROS_PER_MILLI));
      after = page.size() < BATCHES_AT_A_TIME ? null : page.getLast();
    }
  }

  private void tell(String batchId, long at) {
    BatchRow batch = view.batch(batchId);
    AdaptiveWindow window = batch == null ? null : batch.adaptive();
    if (window != null && !window.pool().isEmpty()) {
      int slots = workforce.slots(window.pool()).all();
      if (slots != window.slots()) {
        taker.accept(new CapacityChanged(batchId, at, slots));
      }
    }
  }
}
