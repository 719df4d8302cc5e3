package dev.sluice.worker.execution;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The next time that the slots look at their gates. Guarded by the slots' lock. */
final class NextLook {

  private static final Logger LOG = LoggerFactory.getLogger(NextLook.class);

  private final @Nullable ScheduledExecutorService timers;
  private final LongSupplier nanos;
  private final Runnable look;
  private boolean scheduled;
  private long at;

  /**
   * @param timers null: nobody looks, as no gate opens by itself
   */
  NextLook(@Nullable ScheduledExecutorService timers, LongSupplier nanos, Runnable look) {
    this.timers = timers;
    this.nanos = nanos;
    this.look = look;
  }

  /** Looks after so many nanoseconds, or earlier where that was said before; negative: no need. */
  void within(long in) {
    long then = nanos.getAsLong() + in;
    if (timers == null || in < 0 || (scheduled && at - then <= 0)) {
      return;
    }
    try {
      var unused = timers.schedule(look, Math.max(in, 1), TimeUnit.NANOSECONDS);
      scheduled = true;
      at = then;
    } catch (RejectedExecutionException e) {
      LOG.debug("The worker has ended, nothing more begins", e);
    }
  }

  /** It looks now. */
  void begun() {
    scheduled = false;
  }
}
