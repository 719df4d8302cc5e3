package dev.sluice.core.ledger;

/**
 * The fencing token of a release: grows with each release of a task, through all rounds of its
 * batch. A report counts only under the current number; a signal means all up to its own.
 */
public final class ReleaseNumber {

  private static final int RELEASE_BITS = 20;

  /** A task is released no more often in one round. */
  static final int MOST_IN_A_ROUND = (1 << RELEASE_BITS) - 1;

  /** The last round whose numbers fit. */
  public static final int LAST_ROUND = 1 << (Integer.SIZE - 1 - RELEASE_BITS);

  private ReleaseNumber() {}

  /** The number of a task's {@code release}th release in a round; both count from 1. */
  public static int of(int round, int release) {
    return ((round - 1) << RELEASE_BITS) + release;
  }

  /** No release of the round has a greater number. */
  public static int lastOf(int round) {
    return of(round, MOST_IN_A_ROUND);
  }
}
