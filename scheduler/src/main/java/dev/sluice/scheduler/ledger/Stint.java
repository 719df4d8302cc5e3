package dev.sluice.scheduler.ledger;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time that work may take in one go. It is all in one transaction, which has to end long before
 * the brokers give it up, and the partition's records wait meanwhile.
 */
final class Stint {

  /** Long enough for some hundred decisions, short beside the timeout of a transaction. */
  static final Duration LENGTH = Duration.ofMillis(50);

  /** No time at all: only what can't wait. */
  static final Stint NONE = new Stint(() -> 0, Duration.ZERO);

  private final LongSupplier nanos;
  private final long begun;
  private final long length;

  private Stint(LongSupplier nanos, Duration length) {
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
    this.length = length.toNanos();
  }

  /** The time from now on, by a clock like {@link System#nanoTime()}. */
  static Stint begin(LongSupplier nanos) {
    return new Stint(nanos, LENGTH);
  }

  boolean over() {
    return nanos.getAsLong() - begun >= length;
  }
}
