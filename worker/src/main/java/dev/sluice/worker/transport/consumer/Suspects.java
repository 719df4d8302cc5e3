package dev.sluice.worker.transport.consumer;

import dev.sluice.worker.transport.consumer.Trail.HandedOut;
import dev.sluice.worker.transport.consumer.Trail.Stretch;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The records of a partition that a worker was lost with, and how many were; also those that one
 * may have been lost with, which does not count. While there are any, the partition is read
 * carefully: few at a time, so that the next loss of them is known for certain, and one at a time
 * once it would be the last that is allowed.
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

  /** Takes over what the last owner left: if it was lost, then with all that it had handed out. */
  void add(long from, Stretch stretch) {
    if (stretch.lost() == 0 && stretch.handedOut() == HandedOut.NO) {
      return;
    }
    int times = stretch.lost() + (stretch.handedOut() == HandedOut.YES ? 1 : 0);
    for (long offset = from; offset < from + stretch.length(); offset++) {
      lost.put(offset, times);
    }
  }

  /** Whether it may have been with a lost worker, and none was certainly. */
  boolean doubted(long offset) {
    return lost.getOrDefault(offset, 1) == 0;
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
