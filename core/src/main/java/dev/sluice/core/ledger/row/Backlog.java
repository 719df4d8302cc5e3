package dev.sluice.core.ledger.row;

/**
 * Where a batch's queues begin and end, so that nobody has to search for it.
 *
 * @param workHead sequence number of the first piece of work left over
 * @param workTail the one after the last
 * @param queueFloor no queued task's slot is below this
 */
public record Backlog(long workHead, long workTail, long queueFloor) {

  public static final Backlog EMPTY = new Backlog(0, 0, Long.MAX_VALUE);

  public boolean hasWork() {
    return workHead < workTail;
  }
}
