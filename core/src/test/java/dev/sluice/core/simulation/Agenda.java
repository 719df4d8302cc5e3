package dev.sluice.core.simulation;

import java.util.PriorityQueue;

/** Virtual time and what will happen in it. What is due at the same time happens in order. */
final class Agenda {

  static final long MILLI = 1000;
  static final long SECOND = 1000 * MILLI;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;

  /** When every world begins, in microseconds since the epoch. */
  static final long BEGIN = 1_700_000_000_000_000L;

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long now = BEGIN;
  private long sequence;

  long now() {
    return now;
  }

  void after(long delay, Runnable action) {
    entries.add(new Entry(now + Math.max(0, delay), sequence++, action));
  }

  void at(long time, Runnable action) {
    after(time - now, action);
  }

  /** Lets the next thing happen; false if there is none. */
  boolean next() {
    Entry entry = entries.poll();
    if (entry == null) {
      return false;
    }
    now = entry.time;
    entry.action.run();
    return true;
  }

  private record Entry(long time, long sequence, Runnable action) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }
}
