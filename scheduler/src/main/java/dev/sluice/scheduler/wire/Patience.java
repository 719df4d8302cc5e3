package dev.sluice.scheduler.wire;

import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;

/**
 * How long to wait for something outside, with growing pauses: from 100 ms to 5 s, and in all not
 * longer than a bound.
 */
public final class Patience {

  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 5_000;
  private static final int DOUBLINGS = 6;

  private final long mostMs;
  private final Pause pause;

  /** How to let time pass; virtual in tests. */
  public interface Pause {
    /** Returns after so many milliseconds. */
    void sleep(long millis) throws InterruptedException;
  }

  public Patience(Duration most, Pause pause) {
    this.mostMs = most.toMillis();
    this.pause = pause;
  }

  /** Patience by the clock. */
  public static Patience upTo(Duration most) {
    return new Patience(most, Thread::sleep);
  }

  /**
   * Waits after the nth failure in a row.
   *
   * @return false at once if all patience is used up
   * @throws InterruptException if the thread was interrupted
   */
  boolean waitedAfter(int failures) {
    long waited = 0;
    for (int failure = 1; failure < failures; failure++) {
      waited += pauseAfter(failure);
    }
    long next = pauseAfter(failures);
    if (waited + next > mostMs) {
      return false;
    }
    try {
      pause.sleep(next);
      return true;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static long pauseAfter(int failure) {
    return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failure - 1, DOUBLINGS));
  }
}
