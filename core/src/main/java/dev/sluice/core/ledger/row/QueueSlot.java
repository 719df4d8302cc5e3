package dev.sluice.core.ledger.row;

import dev.sluice.core.task.Priority;

/**
 * The place of a queued task in its batch: by priority, then in order of submission, as one number.
 */
public final class QueueSlot {

  private static final int SEQUENCE_BITS = 48;

  private QueueSlot() {}

  public static long of(Priority priority, long sequence) {
    return ((long) priority.ordinal() << SEQUENCE_BITS) | sequence;
  }
}
