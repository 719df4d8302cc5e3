package dev.sluice.worker.transport.consumer;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which offsets of a partition are done: all below {@link #base}, and some beyond it. Offsets that
 * will never come, as transactions' markers, count as done.
 */
final class CompletionFrontier {

  /** From the first offset of each stretch to the one after its last; they don't touch. */
  private final NavigableMap<Long, Long> beyond = new TreeMap<>();

  private long base;

  /**
   * @param base the first offset that may not be done
   */
  CompletionFrontier(long base) {
    this.base = base;
  }

  /** The first offset that is not done: what is committed. */
  long base() {
    return base;
  }

  boolean done(long offset) {
    if (offset < base) {
      return true;
    }
    Map.Entry<Long, Long> stretch = beyond.floorEntry(offset);
    return stretch != null && stretch.getValue() > offset;
  }

  void complete(long offset) {
    complete(offset, offset + 1);
  }

  /**
   * All of these are done.
   *
   * @param to the first that is not meant any more
   */
  void complete(long from, long to) {
    if (to <= base || to <= from) {
      return;
    }
    if (from <= base) {
      base = to;
    } else {
      add(from, to);
    }
    Map.Entry<Long, Long> next = beyond.firstEntry();
    while (next != null && next.getKey() <= base) {
      base = Math.max(base, next.getValue());
      beyond.pollFirstEntry();
      next = beyond.firstEntry();
    }
  }

  private void add(long from, long to) {
    long first = from;
    long end = to;
    Map.Entry<Long, Long> before = beyond.floorEntry(from);
    if (before != null && before.getValue() >= from) {
      first = before.getKey();
      end = Math.max(end, before.getValue());
    }
    Map.Entry<Long, Long> after = beyond.higherEntry(first);
    while (after != null && after.getKey() <= end) {
      end = Math.max(end, after.getValue());
      beyond.remove(after.getKey());
      after = beyond.higherEntry(first);
    }
    beyond.put(first, end);
  }

  /** The first offset at or after this one that is not done. */
  long nextOpen(long offset) {
    if (offset < base) {
      return base;
    }
    Map.Entry<Long, Long> stretch = beyond.floorEntry(offset);
    return stretch != null && stretch.getValue() > offset ? stretch.getValue() : offset;
  }

  /**
   * The first offset at or after this one that is done; {@code Long.MAX_VALUE} if none is known.
   */
  long nextDone(long offset) {
    if (done(offset)) {
      return offset;
    }
    Long stretch = beyond.ceilingKey(offset);
    return stretch == null ? Long.MAX_VALUE : stretch;
  }

  /** The first offset of which nothing is known, nor of any later one. */
  long end() {
    Map.Entry<Long, Long> last = beyond.lastEntry();
    return last == null ? base : last.getValue();
  }
}
