package dev.sluice.scheduler.ledger;

import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Event.TimerFired;
import dev.sluice.core.ledger.Event.WorkDue;
import dev.sluice.core.ledger.Timer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens in a task without a record: timers that are due, and work that was left over. The
 * tick for work exists only while there is some, because every tick opens a commit.
 */
final class LedgerClockwork {

  private static final Logger log = LoggerFactory.getLogger(LedgerClockwork.class);

  private static final int TIMERS_PER_TICK = 1000;
  private static final int BATCHES_PER_TICK = 16;
  private static final long MICROS_PER_MILLI = 1000;

  private final ProcessingContext context;
  private final BatchSteps steps;
  private final LedgerPace pace;

  /** Events that failed: tried again after a restart, not on every tick. */
  private final Set<Object> setAside = new HashSet<>();

  private @Nullable Cancellable workTick;

  LedgerClockwork(ProcessingContext context, BatchSteps steps, LedgerPace pace) {
    this.context = context;
    this.steps = steps;
    this.pace = pace;
    context.schedule(pace.timerTick(), PunctuationType.WALL_CLOCK_TIME, this::fireTimers);
    workLeft(); // perhaps from before a restart
  }

  /** Some batch has work left over. */
  void workLeft() {
    if (workTick == null) {
      workTick =
          context.schedule(pace.workTick(), PunctuationType.WALL_CLOCK_TIME, this::goOnWithWork);
    }
  }

  private void fireTimers(long nowMs) {
    long now = nowMs * MICROS_PER_MILLI;
    for (Timer timer : steps.view().dueTimers(now, TIMERS_PER_TICK)) {
      take(new TimerFired(timer.batchId(), now, timer), timer);
    }
  }

  private void goOnWithWork(long nowMs) {
    boolean idle = true;
    List<String> batches = steps.view().batchesWithWork(BATCHES_PER_TICK + setAside.size());
    for (String batchId : batches) {
      idle &= !take(new WorkDue(batchId, nowMs * MICROS_PER_MILLI), batchId);
    }
    if (idle && workTick != null) {
      workTick.cancel();
      workTick = null;
    }
  }

  /** Takes an event unless it failed before; true if it was taken. */
  private boolean take(Event event, Object identity) {
    if (setAside.contains(identity)) {
      return false;
    }
    try {
      if (steps.take(event)) {
        workLeft();
      }
      return true;
    } catch (UndecidableException e) {
      log.error("Set aside until the next start: {}", e.getMessage(), e);
      setAside.add(identity);
      return false;
    }
  }
}
