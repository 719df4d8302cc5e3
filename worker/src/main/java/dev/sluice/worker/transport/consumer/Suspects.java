package dev.sluice.worker.transport.consumer;

import dev.sluice.worker.transport.consumer.Trail.Stretch;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The records of a partition that a worker was lost with, and how many were. While there are any,
 * the partition is read carefully: few at a time, and one at a time once the next loss would be the
 * last that is allowed.
 */
final class Suspects {

  private final NavigableMap<Long, Integer> lost = new TreeMap<>();
  private final int maxLost;

  /**
   * @param maxLost a record that was lost with so many is not run again
   */
  Suspects(int maxLost) {
    this.maxLost = maxLost;
  }

  /** Takes over what the last owner left: if it was lost, then with all that was at risk. */
  void add(long from, Stretch stretch) {
    int times = stretch.lost() + (stretch.atRisk() ? 1 : 0);
    for (long offset = from; times > 0 && offset < from + stretch.length(); offset++) {
      lost.put(offset, times);
    }
  }

  int lost(long offset) {
    return lost.getOrDefault(offset, 0);
  }

  /** The next worker that is lost with it is the last. */
  boolean onLastChance(long offset) {
    return lost(offset) == maxLost - 1 && maxLost > 1;
  }

  /** Those below this offset are done. */
  void forgetBelow(long offset) {
    lost.headMap(offset).clear();
  }

  void forget(long offset) {
    lost.remove(offset);
  }

  boolean none() {
    return lost.isEmpty();
  }

  /** The offset after the last one; {@code Long.MIN_VALUE} if there are none. */
  long end() {
    return lost.isEmpty() ? Long.MIN_VALUE : lost.lastKey() + 1;
  }
}
