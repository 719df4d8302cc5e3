package dev.sluice.worker.clock;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The wall times of one process: read once, then carried on by the monotonic clock. So no time that
 * this process writes is before one that it wrote earlier, whatever happens to the system clock.
 */
public final class AnchoredClock {

  private final long anchorMicros;
  private final long anchorNanos;
  private final LongSupplier nanos;

  /**
   * @param wall read once, here
   * @param nanos a monotonic source, as {@link System#nanoTime}
   */
  public AnchoredClock(InstantSource wall, LongSupplier nanos) {
    this.nanos = nanos;
    this.anchorNanos = nanos.getAsLong();
    this.anchorMicros = ChronoUnit.MICROS.between(Instant.EPOCH, wall.instant());
  }

  /** A clock of the running machine. */
  public static AnchoredClock system() {
    return new AnchoredClock(InstantSource.system(), System::nanoTime);
  }

  /** Microseconds since the epoch. */
  public long micros() {
    return microsAt(nanos.getAsLong());
  }

  /** The wall time in microseconds of a reading of {@link #nanos()}. */
  public long microsAt(long nanoTime) {
    return anchorMicros + (nanoTime - anchorNanos) / 1_000;
  }

  /** The monotonic clock, for durations. */
  public long nanos() {
    return nanos.getAsLong();
  }
}
