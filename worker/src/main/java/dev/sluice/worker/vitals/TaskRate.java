package dev.sluice.worker.vitals;

import java.util.function.LongSupplier;

/**
 * How many a second of something that only rises, as a mean in which what was half a minute ago
 * counts a third of what is now. Thread-safe.
 */
final class TaskRate {

  private static final double WINDOW_SECONDS = 30;
  private static final double LEAST_SECONDS = 0.1;
  private static final double NANOS = 1e9;

  private final LongSupplier total;
  private final LongSupplier nanos;
  private final long began;
  private long readAt;
  private long read;
  private double mean; // of the whole past, in which nothing happened before this began

  TaskRate(LongSupplier total, LongSupplier nanos) {
    this.total = total;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.readAt = began;
    this.read = total.getAsLong();
  }

  synchronized double perSecond() {
    long now = nanos.getAsLong();
    double seconds = (now - readAt) / NANOS;
    if (seconds >= LEAST_SECONDS) {
      long count = total.getAsLong();
      double kept = Math.exp(-seconds / WINDOW_SECONDS);
      mean = mean * kept + (count - read) / seconds * (1 - kept);
      read = count;
      readAt = now;
    }
    // A young mean is one of the time that there was, not of thirty seconds.
    double known = 1 - Math.exp(-(readAt - began) / NANOS / WINDOW_SECONDS);
    return known <= 0 ? 0 : mean / known;
  }
}
