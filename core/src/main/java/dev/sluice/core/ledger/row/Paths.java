package dev.sluice.core.ledger.row;

import java.util.Arrays;

/**
 * How many tasks that have not ended begin a chain of needs of which length: the longest one of
 * them is the least that is still to be done one after the other. Lengths up to {@value #EXACT} are
 * told apart, longer ones by levels that are an eighth apart, so this stays small however long the
 * chains are. Immutable.
 */
public final class Paths {

  /** No task has one that is known. */
  public static final Paths NONE = new Paths(new long[0]);

  private static final int EXACT = 32;
  private static final int STEPS = 8;
  private static final int EXACT_BITS = 5;

  /** By level, up to the last one that is not 0. */
  private final long[] counts;

  private Paths(long[] counts) {
    this.counts = counts;
  }

  /** As {@link #levels} gave them. */
  static Paths of(long[] levels) {
    int used = levels.length;
    while (used > 0 && levels[used - 1] <= 0) {
      used--;
    }
    return used == 0 ? NONE : new Paths(Arrays.copyOf(levels, used));
  }

  long[] levels() {
    return counts.clone();
  }

  /** One more task that is not done with this length; 0 = not known. */
  public Paths with(int length) {
    return plus(length, 1);
  }

  /** One task with this length has ended. */
  public Paths without(int length) {
    return plus(length, -1);
  }

  private Paths plus(int length, int number) {
    if (length <= 0) {
      return this;
    }
    int level = level((int) Math.min(length, QueueSlot.LONGEST_PATH));
    long[] next = Arrays.copyOf(counts, Math.max(counts.length, level + 1));
    next[level] = Math.max(0, next[level] + number);
    return of(next);
  }

  /** How many tasks are on the longest chain, or a few less of a very long one; 0 = not known. */
  public long longest() {
    return counts.length == 0 ? 0 : shortestOf(counts.length - 1);
  }

  /** Levels begin at length 1. */
  private static int level(int length) {
    if (length <= EXACT) {
      return length - 1;
    }
    int doublings = 31 - Integer.numberOfLeadingZeros(length) - EXACT_BITS;
    int eighth = (length >>> (doublings + EXACT_BITS - 3)) - STEPS;
    return EXACT + doublings * STEPS + eighth;
  }

  /** The least length that is in a level. */
  private static long shortestOf(int level) {
    if (level < EXACT) {
      return level + 1L;
    }
    int doublings = (level - EXACT) / STEPS;
    int eighth = (level - EXACT) % STEPS;
    return (long) (STEPS + eighth) << (doublings + EXACT_BITS - 3);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Paths that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "Paths" + Arrays.toString(counts);
  }
}
