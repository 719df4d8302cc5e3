package dev.sluice.worker.handler.stdio;

import java.time.Duration;

/**
 * How long to wait before the next process is started, where the ones before died: twice as long
 * each time, until one does its work. Guarded by the pool.
 */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int MOST_DOUBLINGS = 10;

  private int deaths;

  void died() {
    deaths = Math.min(deaths + 1, MOST_DOUBLINGS);
  }

  void worked() {
    deaths = 0;
  }

  Duration pause() {
    if (deaths == 0) {
      return Duration.ZERO;
    }
    Duration pause = FIRST.multipliedBy(1L << (deaths - 1));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }
}
