package dev.sluice.worker;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of the heartbeats, which goes on whatever one of them meets. */
record Beats(ScheduledExecutorService timers) {

  private static final Logger LOG = LoggerFactory.getLogger(Beats.class);
  private static final Duration LAST_BEAT = Duration.ofSeconds(1);

  void once(Runnable work) {
    timers.execute(() -> guarded(work));
  }

  void every(Duration time, Runnable work) {
    var unused =
        timers.scheduleWithFixedDelay(() -> guarded(work), 0, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) { // would end all later ones
      LOG.error("No heartbeat: the worker failed on it", e);
    }
  }

  /** Begins no more. False where the last one does not end soon. */
  boolean end() {
    timers.shutdownNow();
    try {
      return timers.awaitTermination(LAST_BEAT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
