package dev.sluice.scheduler.ledger;

import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Event.CapacityChanged;
import dev.sluice.core.ledger.Event.WorkDue;
import dev.sluice.scheduler.ledger.BatchSteps.Rest;
import dev.sluice.scheduler.store.BatchesWithWork;
import dev.sluice.scheduler.store.DueTimers;
import dev.sluice.scheduler.store.LedgerStore;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens in a task without a record: timers that are due, and work that was left over, some
 * time of it in a tick and one batch after the other. The tick for work exists only while there is
 * some, because every tick opens a commit.
 */
final class LedgerClockwork {

  private static final Logger log = LoggerFactory.getLogger(LedgerClockwork.class);

  private static final int TIMERS_AT_A_TIME = 1000;
  private static final long MICROS_PER_MILLI = 1000;

  private final ProcessingContext context;
  private final BatchSteps steps;
  private final LedgerSetup setup;
  private final DueTimers timers;
  private final BatchesWithWork work;
  private final SlotTicks slots;
  private final LeaseWatch leases;
  private final WorkShare share;

  /** Events that failed: tried again after a restart, not on every tick. */
  private final Set<Object> setAside = new HashSet<>();

  /** Identity of what a batch is told about slots. */
  private record SlotsOf(String batchId) {}

  private boolean timersLeft;
  private @Nullable Cancellable workTick;

  LedgerClockwork(
      ProcessingContext context, BatchSteps steps, LedgerStore store, LedgerSetup setup) {
    this.context = context;
    this.steps = steps;
    this.setup = setup;
    this.timers = store.timers();
    this.work = store.work();
    this.share = new WorkShare(setup.nanos());
    this.leases = new LeaseWatch(steps.view(), setup.workforce());
    this.slots = new SlotTicks(steps.view(), setup.workforce(), this::tellSlots);
    context.schedule(setup.pace().timerTick(), PunctuationType.WALL_CLOCK_TIME, this::tick);
    tickSoon(); // perhaps there is work from before a restart
  }

  /**
   * How long a record may go on with work of its batch: while ticks do such work already, not at
   * all, so that many records in one transaction don't make it long.
   */
  Stint stintOfARecord(String batchId) {
    return workTick == null && !setAside.contains(batchId) ? setup.stint() : Stint.NONE;
  }

  /** An event of this batch was taken, so far. */
  void took(String batchId, Rest rest) {
    switch (rest) {
      case NONE -> {}
      case WORK_LEFT -> workLeft(batchId);
      case STUCK -> setAside.add(batchId);
    }
  }

  private void workLeft(String batchId) {
    work.add(batchId);
    tickSoon();
  }

  private void tickSoon() {
    if (workTick == null) {
      workTick =
          context.schedule(
              setup.pace().workTick(), PunctuationType.WALL_CLOCK_TIME, this::goOnWithWork);
    }
  }

  private void tick(long nowMs) {
    slots.tick(nowMs);
    fireDueTimers(nowMs);
  }

  private void tellSlots(CapacityChanged event) {
    take(event, new SlotsOf(event.batchId()), Stint.NONE);
  }

  private void fireDueTimers(long nowMs) {
    Stint stint = setup.stint();
    long now = nowMs * MICROS_PER_MILLI;
    var fired = new AtomicBoolean();
    timersLeft =
        timers.fire(
            now,
            TIMERS_AT_A_TIME,
            timer -> {
              if (fired.get() && stint.over()) {
                return false;
              }
              take(leases.fired(timer, now), timer, Stint.NONE);
              fired.set(true);
              return true;
            });
    if (timersLeft) {
      tickSoon();
    }
  }

  private void goOnWithWork(long nowMs) {
    if (timersLeft) {
      fireDueTimers(nowMs);
    }
    if (!share.begins(setup.heads().anyFor(context.taskId().partition()))) {
      return;
    }
    Stint stint = setup.stint();
    boolean worked = false;
    for (int turns = work.size(); turns > 0 && !(worked && stint.over()); turns--) {
      String batchId = work.next();
      worked |= take(new WorkDue(batchId, nowMs * MICROS_PER_MILLI), batchId, stint);
    }
    share.ended();
    if (!worked && !timersLeft && work.isEmpty() && workTick != null) {
      workTick.cancel();
      workTick = null;
    }
  }

  /** Takes an event unless it failed before; true if it was taken. */
  private boolean take(Event event, Object identity, Stint stint) {
    if (setAside.contains(identity)) {
      return false;
    }
    try {
      took(event.batchId(), steps.take(event, stint).rest());
      return true;
    } catch (UndecidableException e) {
      log.error("Set aside until the next start: {}", e.getMessage(), e);
      setAside.add(identity);
      return false;
    }
  }
}
