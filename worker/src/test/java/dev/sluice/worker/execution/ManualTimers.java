package dev.sluice.worker.execution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers on virtual time: nothing happens until the test lets time pass. */
final class ManualTimers extends ScheduledThreadPoolExecutor {

  private final List<Timer> timers = new ArrayList<>();
  private long now;

  ManualTimers() {
    super(0);
  }

  @Override
  public synchronized ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    var timer = new Timer(command, now + unit.toNanos(delay));
    timers.add(timer);
    return timer;
  }

  /** Virtual nanoseconds. */
  synchronized long nanos() {
    return now;
  }

  /** Delays of what waits, in milliseconds from now. */
  synchronized List<Long> waitingMillis() {
    return timers.stream()
        .filter(timer -> !timer.isDone())
        .map(timer -> TimeUnit.NANOSECONDS.toMillis(timer.at - now))
        .sorted()
        .toList();
  }

  void pass(long millis) {
    long until;
    synchronized (this) {
      until = now + TimeUnit.MILLISECONDS.toNanos(millis);
    }
    for (Timer due = next(until); due != null; due = next(until)) {
      due.run();
    }
    synchronized (this) {
      now = until;
    }
  }

  private synchronized Timer next(long until) {
    timers.removeIf(Timer::isDone);
    var due = timers.stream().min(Comparator.comparingLong(timer -> timer.at)).orElse(null);
    if (due == null || due.at > until) {
      return null;
    }
    now = due.at;
    timers.remove(due);
    return due;
  }

  private static final class Timer extends FutureTask<Void> implements ScheduledFuture<Void> {
    private final long at;

    Timer(Runnable command, long at) {
      super(command, null);
      this.at = at;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(at, ((Timer) other).at);
    }
  }
}
