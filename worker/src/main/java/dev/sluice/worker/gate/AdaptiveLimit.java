package dev.sluice.worker.gate;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How many attempts of one type at a time make sense, found out from how long they take: Netflix's
 * TCP Vegas on averages of windows. Attempts that take no longer when there are more of them let
 * the limit grow; when they take twice as long, more of them get no more done. Thread-safe.
 */
final class AdaptiveLimit {

  private static final double STAY_AT = 0.2;
  private static final double SHRINK_AT = 0.4;
  private static final double SHRINK_BY = 0.1;
  private static final double TOO_MANY_OVERLOADED = 0.1;
  private static final double WEIGHT = 1.0 / 16;

  private final Limit limit;
  private final AdaptiveBounds bounds;
  private final LongSupplier nanos;
  private final long origin;
  private final BooleanSupplier pressed;
  private double overloaded; // part of the last attempts; an update may be lost to another one

  /**
   * @param pressed whether the process is short of something now
   */
  AdaptiveLimit(AdaptiveBounds bounds, LongSupplier nanos, BooleanSupplier pressed) {
    this.bounds = bounds;
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
    this.pressed = pressed;
    var vegas =
        VegasLimit.newBuilder()
            .initialLimit(bounds.initial())
            .maxConcurrency(bounds.max())
            .alphaFunction(now -> Math.max(3, (int) (now * STAY_AT)))
            .betaFunction(now -> Math.max(6, (int) (now * SHRINK_AT)))
            .thresholdFunction(now -> Math.max(1, now / 20))
            .decrease(now -> Math.max(bounds.min(), now - Math.max(1, now * SHRINK_BY)))
            .build();
    this.limit =
        WindowedLimit.newBuilder()
            .minWindowTime(500, TimeUnit.MILLISECONDS)
            .maxWindowTime(1, TimeUnit.MINUTES)
            .minRttThreshold(1, TimeUnit.NANOSECONDS)
            .build(vegas);
  }

  int now() {
    return Math.clamp(limit.getLimit(), bounds.min(), bounds.max());
  }

  /**
   * @param took nanoseconds of an attempt that has just ended
   * @param inside attempts at a time when it began
   */
  void add(long took, int inside, boolean overload) {
    overloaded += ((overload ? 1 : 0) - overloaded) * WEIGHT;
    boolean shrink = overloaded > TOO_MANY_OVERLOADED || pressed.getAsBoolean();
    long began = nanos.getAsLong() - origin - took;
    limit.onSample(began, Math.max(1, took), inside, shrink);
  }

  /** The attempts of the type fail: whatever they need may be overloaded. */
  void collapsed() {
    overloaded = 1;
  }
}
