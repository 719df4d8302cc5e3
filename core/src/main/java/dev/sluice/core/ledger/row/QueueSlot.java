package dev.sluice.core.ledger.row;

import dev.sluice.core.task.Priority;

/**
 * The place of a queued task in its batch as one number, first in line least: by priority, then the
 * longest remaining path first, then in order of submission.
 */
public final class QueueSlot {

  private static final int PATH_BITS = 20;
  private static final int SEQUENCE_BITS = 40;
  private static final long SEQUENCES = (1L << SEQUENCE_BITS) - 1;
  static final long LONGEST_PATH = (1L << PATH_BITS) - 1;

  private QueueSlot() {}

  /**
   * The place of a task.
   *
   * @param remainingPath longer than {@value #LONGEST_PATH} counts as that
   */
  public static long of(Priority priority, int remainingPath, long sequence) {
    long behind = LONGEST_PATH - Math.clamp(remainingPath, 0L, LONGEST_PATH);
    return ((long) priority.ordinal() << (PATH_BITS + SEQUENCE_BITS))
        | (behind << SEQUENCE_BITS)
        | sequence;
  }

  /** The number of the priority that a slot was made of. */
  static int priority(long slot) {
    return (int) (slot >>> (PATH_BITS + SEQUENCE_BITS));
  }

  /** The remaining path that a slot was made of. */
  static long remainingPath(long slot) {
    return LONGEST_PATH - ((slot >>> SEQUENCE_BITS) & LONGEST_PATH);
  }

  /** The place in the order of submission that a slot was made of. */
  static long sequence(long slot) {
    return slot & SEQUENCES;
  }
}
