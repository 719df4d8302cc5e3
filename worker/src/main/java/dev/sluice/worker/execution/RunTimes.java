package dev.sluice.worker.execution;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How long a slot is taken by a task, as a moving average that follows a change within about ten
 * tasks. Thread-safe; an update may be lost to another one, which does no harm to an average.
 */
public final class RunTimes {

  private static final long UNKNOWN = -1;
  private static final int WEIGHT = 8;

  private final LongSupplier nanos;
  private final AtomicLong mean = new AtomicLong(UNKNOWN);

  public RunTimes(LongSupplier nanos) {
    this.nanos = nanos;
  }

  long nanos() {
    return nanos.getAsLong();
  }

  void add(long took) {
    long before = mean.get();
    long after = before == UNKNOWN ? took : before + (took - before) / WEIGHT;
    mean.lazySet(Math.max(0, after));
  }

  /** Nanoseconds; {@link Long#MAX_VALUE} before the first task. */
  public long mean() {
    long now = mean.get();
    return now == UNKNOWN ? Long.MAX_VALUE : now;
  }
}
