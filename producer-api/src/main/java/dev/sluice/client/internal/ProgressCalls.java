package dev.sluice.client.internal;

import dev.sluice.client.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the progress listeners of one batch: ten times a second at most, and at the end. */
final class ProgressCalls {

  private static final Logger log = LoggerFactory.getLogger(ProgressCalls.class);
  private static final long PERIOD_MS = 100;

  private final ScheduledExecutorService thread;
  private final Supplier<Progress> progress;
  private final List<Consumer<Progress>> listeners = new ArrayList<>();
  private @Nullable ScheduledFuture<?> ticking;
  private @Nullable Progress told;
  private boolean finished;

  ProgressCalls(ScheduledExecutorService thread, Supplier<Progress> progress) {
    this.thread = thread;
    this.progress = progress;
  }

  synchronized void add(Consumer<Progress> listener) {
    if (finished) {
      execute(() -> call(listener, progress.get()));
      return;
    }
    listeners.add(listener);
    if (ticking == null) {
      ticking =
          thread.scheduleWithFixedDelay(this::tell, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }
  }

  /** Tells the listeners the last time, then does this. */
  synchronized void finish(Runnable then) {
    stop();
    if (listeners.isEmpty()) {
      then.run();
    } else {
      execute(() -> {
        tell();
        then.run();
      });
    }
  }

  /** Calls nobody any more. */
  synchronized void stop() {
    finished = true;
    if (ticking != null) {
      ticking.cancel(false);
    }
  }

  private void tell() {
    Progress now = progress.get();
    List<Consumer<Progress>> all;
    synchronized (this) {
      if (now.equals(told)) {
        return;
      }
      told = now;
      all = List.copyOf(listeners);
    }
    all.forEach(listener -> call(listener, now));
  }

  private static void call(Consumer<Progress> listener, Progress now) {
    try {
      listener.accept(now);
    } catch (RuntimeException e) {
      log.warn("A progress listener failed", e);
    }
  }

  /** A closed client has no thread left to call on. */
  private void execute(Runnable call) {
    try {
      thread.execute(call);
    } catch (RejectedExecutionException e) {
      call.run();
    }
  }
}
