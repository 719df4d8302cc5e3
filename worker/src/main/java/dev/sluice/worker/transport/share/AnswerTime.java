package dev.sluice.worker.transport.share;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait for an answer that brokers give at once: longer the longer the network takes.
 * Whoever gives up too soon asks the next question in vain as well. Never so long that locks run
 * out meanwhile. One thread's.
 */
final class AnswerTime {

  private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int PART_OF_LOCK = 8;

  private long nanos = LEAST_NANOS;

  /**
   * For the next answer.
   *
   * @param lock while locks of this length are held
   * @param questions so many follow one another
   */
  long nanos(Duration lock, int questions) {
    return Math.min(nanos, lock.toNanos() / PART_OF_LOCK / questions);
  }

  /** After a look that took so long: as long as it might have if nobody answered. */
  void looked(long tookNanos, long mostNanos, Duration lock) {
    long twice = 2 * (tookNanos < mostNanos ? tookNanos : nanos);
    nanos = Math.clamp(twice, LEAST_NANOS, Math.max(LEAST_NANOS, lock.toNanos() / PART_OF_LOCK));
  }
}
